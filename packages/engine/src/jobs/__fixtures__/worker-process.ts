// A worker that hums: a process of its own, so that a test can kill it.
// argv: database (an address, or a folder for the embedded one), folder of results, jobs at once, milliseconds per word.
import { setTimeout as delay } from 'node:timers/promises';
import { createPlatform } from '../../server/platform/platform.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';

const [database = '', results = '', capacity = '1', wordMs = '0'] = process.argv.slice(2);
const isUrl = database.startsWith('postgres');

const service = new ToneService();
service.beforeTone = async (_, signal) => {
  await delay(Number(wordMs), undefined, signal ? { signal } : {});
};
const last = service.requests;
// What a native crash in process would do; a job with this text ends its worker whenever it is tried.
setInterval(() => {
  for (const request of last.splice(0)) if ('text' in request && request.text === 'poison') process.kill(process.pid, 'SIGKILL');
}, 5);

const platform = createPlatform({
  dataDirectory: isUrl ? results : database,
  databaseUrl: isUrl ? database : undefined,
  results,
  service,
  capacity: Number(capacity),
  onError: (error) => console.error(error),
});
await platform.jobs();
process.on('SIGTERM', () => {
  void platform.close({ graceMs: 5_000 }).then(() => process.exit(0));
});
console.log('ready');
