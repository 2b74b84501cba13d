import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { PotooError, UnreachableError } from '@potoo/core/errors';
import { admit } from './guard.ts';
import type { HttpOptions } from './http-options.ts';
import type { SignIn } from './sign-in.ts';

/** Answers requests of callers that were let in. */
export type RequestHandler = (request: Request, caller: string) => Promise<Response>;

/** A server that takes requests. */
export interface RunningServer {
  /** Address of the endpoint. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const ENDPOINT = '/mcp';
const METADATA = '/.well-known/oauth-protected-resource';
/** Requests that are answered at the same time. */
const MOST_AT_ONCE = 256;
/** Longer than proxies and clients keep a connection: one that is closed while they send a request fails that request. */
const KEEP_ALIVE_MS = 75_000;
/** Connections that are open, streams that are listened to included. */
const MOST_CONNECTIONS = 1_024;

/** Serves requests at `/mcp`, after Host, Origin and token were looked at. */
export async function listen(handle: RequestHandler, options: HttpOptions): Promise<RunningServer> {
  let answering = 0;
  const { signIn } = options;
  const verifier = signIn && (await import('./sign-in.ts')).createTokenVerifier(signIn);
  const answer = async (request: Request, incoming: IncomingMessage): Promise<Response> => {
    const { pathname, origin } = new URL(request.url);
    const admission = await admit(incoming, options, verifier);
    if ('status' in admission && !('challenge' in admission)) return refusal(admission.status, admission.problem);
    // Behind a proxy the address that hosts know is another than the one that the request came by.
    const resource = signIn?.audience ?? `${origin}${ENDPOINT}`;
    if (pathname === METADATA || pathname.startsWith(`${METADATA}/`)) return describeResource(resource, signIn);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if ('status' in admission) {
      const challenge = challengeOf(admission.challenge, resource, signIn);
      return refusal(admission.status, admission.problem, { 'www-authenticate': challenge });
    }
    if (pathname !== ENDPOINT) return refusal(404, `There is nothing here; the endpoint is ${ENDPOINT}.`);
    if (answering >= MOST_AT_ONCE) return refusal(503, 'The server is busy.', { 'retry-after': '2' });
    answering += 1;
    try {
      return await handle(request, admission.caller);
    } finally {
      answering -= 1;
    }
  };
  const listener = getRequestListener(
    async (request, { incoming }) => {
      const response = await answer(request, incoming as IncomingMessage);
      allowOrigin(response.headers, request.headers.get('origin'), options.origins);
      return response;
    },
    { overrideGlobalObjects: false, errorHandler: refuseAfter },
  );
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requireHostHeader: false,
    },
    (incoming: IncomingMessage, outgoing: ServerResponse) => void listener(incoming, outgoing),
  );
  server.maxConnections = MOST_CONNECTIONS;
  const port = await bind(server, options);
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}${ENDPOINT}`,
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bind(server: Server, { host, port }: HttpOptions): Promise<number> {
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

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, { status, headers });
}

/** The answer after something failed before a request was let in. */
function refuseAfter(error: unknown): Response {
  if (PotooError.isInstance(error) && error.code === 'unreachable') {
    return refusal(503, 'The sign-in server cannot be asked.', { 'retry-after': '5' });
  }
  return refusal(400, 'The request cannot be read.');
}

/** What RFC 9728 has a client find where it is refused: where to sign in, or that the user gives out the tokens. */
function describeResource(resource: string, signIn: SignIn | undefined): Response {
  return Response.json({
    resource,
    resource_name: 'Potoo',
    bearer_methods_supported: ['header'],
    ...(signIn && { authorization_servers: [signIn.issuer] }),
    ...(signIn?.scope !== undefined && { scopes_supported: [signIn.scope] }),
  });
}

function challengeOf(error: string, resource: string, signIn: SignIn | undefined): string {
  const { origin, pathname } = new URL(resource);
  const parts = [
    'realm="potoo"',
    ...(error === '' ? [] : [`error="${error}"`]),
    ...(signIn?.scope === undefined ? [] : [`scope="${signIn.scope}"`]),
    `resource_metadata="${origin}${METADATA}${pathname.replace(/\/$/, '')}"`,
  ];
  return `Bearer ${parts.join(', ')}`;
}

/** Lets pages of an origin that was named read the answer. */
function allowOrigin(headers: Headers, origin: string | null, allowed: readonly string[]): void {
  if (allowed.length === 0) return;
  headers.append('vary', 'origin');
  if (origin === null || !allowed.includes(origin.toLowerCase())) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-methods', 'GET, POST, DELETE');
  headers.set(
    'access-control-allow-headers',
    'authorization, content-type, mcp-session-id, mcp-protocol-version, mcp-method, mcp-name, last-event-id',
  );
  headers.set('access-control-expose-headers', 'mcp-session-id');
}
