import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { BadRequestError, ModelLoadingError, UnreachableError } from '@potoo/core';
import { liftQueryToken } from './dialects/outeai/query-token.ts';
import { type RequestHandler, unreadableRequestResponse } from './handle-request.ts';
import { answerProtocolErrors } from './protocol-errors.ts';
import { checkRequest, isLoopbackHost } from './request-guard.ts';
import type { ResolvedServerOptions } from './server-options.ts';

/** Where to serve. */
export interface ListenOptions {
  /** Address to bind. @default '127.0.0.1' */
  readonly host?: string;
  /** Port, 0 for any that is free. @default 8787 */
  readonly port?: number;
}

/** How to stop serving. */
export interface CloseOptions {
  /** How long requests under way may still take before they are cut off. @default 10000 */
  readonly graceMs?: number;
}

/** A server that takes requests. */
export interface RunningServer {
  /** Address to open, without a last slash. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those under way finish, and cuts off what takes longer than the grace. */
  close(options?: CloseOptions): Promise<void>;
}

const DEFAULTS = { host: '127.0.0.1', port: 8787, graceMs: 10_000 } as const;

/** Serves requests on a port. See {@link PotooServer.listen}. */
export async function listen(
  handle: RequestHandler,
  options: ResolvedServerOptions,
  { host = DEFAULTS.host, port = DEFAULTS.port }: ListenOptions,
): Promise<RunningServer> {
  const loopback = isLoopbackHost(host);
  if (!loopback && !options.insecureNoAuth && !options.admission?.asksForKeys) throw insecureBind(host);
  const state = { closing: false };
  const pending = new Set<Promise<unknown>>();

  const answer = async (request: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> => {
    const response = await handle(request, { incoming, outgoing }, () => {
      checkRequest(incoming, loopback, options);
      if (state.closing) throw shuttingDown();
    });
    if (state.closing) response.headers.set('connection', 'close');
    return response;
  };
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => {
      const answered = answer(request, incoming as IncomingMessage, outgoing as ServerResponse);
      pending.add(answered);
      void answered.finally(() => pending.delete(answered));
      return answered;
    },
    // The adapter would otherwise replace the process's own Request and Response.
    { overrideGlobalObjects: false, errorHandler: unreadableRequestResponse },
  );

  const server = createHttpServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: options.limits.headersTimeoutMs,
      // Bodies are held to a least speed instead, so that a slow line may send a large file.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(1_000, options.limits.headersTimeoutMs / 4),
      // Node's own refusal would not be an error envelope; the guard refuses the same requests.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      liftQueryToken(incoming, options.queryToken);
      void listener(incoming, outgoing);
    },
  );
  server.maxHeadersCount = options.limits.headers + 1;
  answerProtocolErrors(server);
  dropStalledConnections(server, options.limits.stalledReaderMs);
  server.on('request', (_, outgoing: ServerResponse) => {
    outgoing.once('close', () => state.closing && server.closeIdleConnections());
  });

  const bound = await bind(server, host, port);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: ({ graceMs = DEFAULTS.graceMs } = {}) => {
      state.closing = true;
      closed ??= shutDown(server, pending, graceMs);
      return closed;
    },
  };
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new UnreachableError(`The address ${host}:${port} cannot be served on.`, {
      reason: 'address_unavailable',
      hint: 'Another program may use the port: choose one with --port, or 0 for any that is free.',
      cause,
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function shutDown(server: Server, pending: ReadonlySet<Promise<unknown>>, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
  // Handlers whose client was cut off still remove what they stored.
  await Promise.allSettled(pending);
}

/**
 * Drops connections that are idle, and those whose client has stopped reading what was sent. One that waits for the
 * service, or sends a body at its own pace, is left alone.
 */
function dropStalledConnections(server: Server, stalledReaderMs: number): void {
  const answering = new WeakMap<Socket, ServerResponse>();
  server.on('request', ({ socket }, outgoing: ServerResponse) => {
    answering.set(socket, outgoing);
    outgoing.once('close', () => answering.get(socket) === outgoing && answering.delete(socket));
  });
  server.setTimeout(stalledReaderMs, (socket: Socket) => {
    if (!answering.has(socket) || socket.writableLength > 0) socket.destroy();
  });
}

function insecureBind(host: string): BadRequestError {
  return new BadRequestError(`Other machines could reach ${host}, and the server asks nobody for a key.`, {
    reason: 'insecure_bind',
    param: 'host',
    hint: 'Ask for keys (`potoo keys create`, `potoo serve --require-keys`), or serve on 127.0.0.1; or, if everybody who can reach this machine may use it, allow that (`--insecure-no-auth`, or the option `insecureNoAuth`).',
  });
}

function shuttingDown(): ModelLoadingError {
  return new ModelLoadingError('The server is shutting down.', {
    reason: 'shutting_down',
    hint: 'Try again when it is back.',
    retryAfterMs: 2_000,
  });
}
