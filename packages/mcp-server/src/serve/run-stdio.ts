import type { Readable, Writable } from 'node:stream';
import { serveStdio } from '../sdk/transports.ts';
import type { Settings } from '../settings.ts';
import type { ServeOptions } from './serve-options.ts';
import { serverParts } from './server-parts.ts';
import { createShared } from './shared.ts';

/** The pipes of one host. */
export interface HostPipes {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

/** Serves one host over pipes until it goes or the signal aborts, then stops everything that was begun for it. */
export async function runStdio(settings: Settings, pipes: HostPipes, options: ServeOptions = {}): Promise<void> {
  const { service, signal, onError = () => {} } = options;
  const shared = createShared(settings, service ? { service } : {});
  const connection = serveStdio(serverParts(settings, shared, 'host', onError), pipes.stdin, pipes.stdout);
  const stop = () => void connection.close();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  await connection.closed;
  signal?.removeEventListener('abort', stop);
  await shared.close();
}
