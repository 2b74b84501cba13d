import { type HttpOptions, hasSeveralCallers } from '../http/http-options.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../sdk/mcp-server.ts';
import { createHttpHandler } from '../sdk/transports.ts';
import type { Settings } from '../settings.ts';
import type { ServeOptions } from './serve-options.ts';
import { serverParts } from './server-parts.ts';
import { createShared } from './shared.ts';

/** A server that takes requests of hosts. */
export interface HttpServer {
  /** Address of the endpoint, such as `http://127.0.0.1:8788/mcp`. */
  readonly url: string;
  /** Takes no more requests and stops everything that was begun. */
  close(): Promise<void>;
}

/** Serves hosts over HTTP, each caller apart from the others. */
export async function serveHttp(
  settings: Settings,
  http: HttpOptions,
  options: ServeOptions = {},
): Promise<HttpServer> {
  const { service, signal, onError = () => {} } = options;
  const shared = createShared(settings, { apart: hasSeveralCallers(http), ...(service && { service }) });
  // Whoever calls over a network does not decide what of this machine's files is read.
  const partsOf = (caller: string) => ({ ...serverParts(settings, shared, caller, onError), trustFolders: false });
  const handler = createHttpHandler((caller) => buildServer(partsOf(caller)), onError);
  const server = await listen(handler.fetch, http);
  let closed: Promise<unknown> | undefined;
  const close = async () => {
    closed ??= handler.close().then(() => Promise.all([server.close(), shared.close()]));
    await closed;
  };
  signal?.addEventListener('abort', () => void close(), { once: true });
  return { url: server.url, close };
}
