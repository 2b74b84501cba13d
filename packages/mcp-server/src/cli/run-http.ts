import type { HttpOptions } from '../http/http-options.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../sdk/mcp-server.ts';
import { createHttpHandler } from '../sdk/transports.ts';
import { serverParts } from '../server-parts.ts';
import type { Settings } from '../settings.ts';
import { createShared } from '../workspace.ts';
import type { Log } from './log.ts';

/** Serves over HTTP until the signal aborts, then stops everything that was begun. */
export async function runHttp(settings: Settings, options: HttpOptions, log: Log, signal: AbortSignal): Promise<void> {
  const shared = createShared(settings, { apart: options.tokens.length > 1 });
  // Whoever calls over a network does not decide what of this machine's files is read.
  const partsOf = (caller: string) => ({ ...serverParts(settings, shared, caller, log.error), trustFolders: false });
  const handler = createHttpHandler((caller) => buildServer(partsOf(caller)), log.error);
  const server = await listen(handler.fetch, options);
  log.tell(`serving at ${server.url}${options.tokens.length === 0 ? ', to this machine, without a token' : ''}`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await handler.close();
  await Promise.all([server.close(), shared.close()]);
}
