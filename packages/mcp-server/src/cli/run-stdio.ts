import type { Readable, Writable } from 'node:stream';
import { serveStdio } from '../sdk/transports.ts';
import { serverParts } from '../server-parts.ts';
import type { Settings } from '../settings.ts';
import { createShared } from '../workspace.ts';
import type { Log } from './log.ts';

/** The pipes of one host. */
export interface HostPipes {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

/** Serves one host until it goes or the signal aborts, then stops everything that was begun for it. */
export async function runStdio(settings: Settings, pipes: HostPipes, log: Log, signal: AbortSignal): Promise<void> {
  const shared = createShared(settings);
  const connection = serveStdio(serverParts(settings, shared, 'host', log.error), pipes.stdin, pipes.stdout);
  const stop = () => void connection.close();
  signal.addEventListener('abort', stop, { once: true });
  await connection.closed;
  signal.removeEventListener('abort', stop);
  await shared.close();
}
