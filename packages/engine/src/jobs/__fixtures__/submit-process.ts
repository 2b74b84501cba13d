// Hands jobs in to the embedded database of a folder, one after the other, and prints the id of each that was accepted.
// argv: data directory, number of jobs, milliseconds per word of the work on them.
import { setTimeout as delay } from 'node:timers/promises';
import { createPlatform } from '../../server/platform/platform.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';

const [dataDirectory = '', count = '0', wordMs = '0'] = process.argv.slice(2);
const service = new ToneService();
service.beforeTone = (_, signal) => delay(Number(wordMs), undefined, signal ? { signal } : {});
const platform = createPlatform({ dataDirectory, service, capacity: 2, onError: (error) => console.error(error) });
const jobs = await platform.jobs();
for (let index = 0; index < Number(count); index += 1) {
  const { id } = await jobs.submit('local', { type: 'synthesize', request: { text: `job ${index}` } });
  process.stdout.write(`${id}\n`);
}
setInterval(() => {}, 60_000);
