// A worker that hums: a process of its own, so that a test can kill it.
// argv: database (an address, or a folder for the embedded one), folder of results, jobs at once, milliseconds per word.
import { setTimeout as delay } from 'node:timers/promises';
import { createPlatform } from '../../server/platform/platform.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';

const [database = '', results = '', capacity = '1', wordMs = '0'] = process.argv.slice(2);
const isUrl = database.startsWith('postgres');

/** Hums; a text ends its process, as a crash of native code in it would. */
class MortalService extends ToneService {
  override async *streamSpeech(...[request, call]: Parameters<ToneService['streamSpeech']>) {
    if (request.text === 'poison') process.kill(process.pid, 'SIGKILL');
    yield* super.streamSpeech(request, call);
  }
}

const service = new MortalService();
service.beforeTone = (_, signal) => delay(Number(wordMs), undefined, signal ? { signal } : {});

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
