import type { Writable } from 'node:stream';
import { Interrupted, type StopSignal } from './cli-errors.ts';
import { reportError } from './report-error.ts';
import { runCli } from './run-cli.ts';
import { spareMemory } from './spare-memory.ts';

// What bin/potoo.js imports: the command line on this process.

spareMemory();

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const stop = new AbortController();
for (const name of STOP_SIGNALS) {
  process.on(name, () => {
    const reason = new Interrupted(name);
    // The first asks, the second insists. Part files are removed on exit too.
    if (stop.signal.aborted) process.exit(reason.exitCode);
    stop.abort(reason);
  });
}
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => process.exit(reportError(error, process)));
}

const code = await runCli(process.argv.slice(2), { signal: stop.signal });
await Promise.all([flush(process.stdout), flush(process.stderr)]);
// Not left to the event loop: a standard input that nobody closed would keep it alive.
process.exit(code);

async function flush(stream: Writable): Promise<void> {
  if (stream.destroyed || stop.signal.aborted) return;
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
    stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
