import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import {
  type AuthInfo,
  createMcpHandler,
  isLegacyRequest,
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { buildServer, type ServerParts } from './mcp-server.ts';

// One of the two files that know the SDK: how a server is reached. The other is mcp-server.ts.

/** A request may carry a text of the greatest length that can be spoken, or a recording of ten megabytes. */
const MOST_MESSAGE_BYTES = 16 * 1024 * 1024;

/** A connection over a pair of pipes. */
export interface StdioConnection {
  /** Resolves when the host has gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Serves one host over pipes, in whichever era of the protocol it opens with. */
export function serveStdio(parts: ServerParts, stdin: Readable, stdout: Writable): StdioConnection {
  const transport = new StdioServerTransport(stdin, stdout, { maxBufferSize: MOST_MESSAGE_BYTES });
  const handle = serve(() => buildServer(parts), { transport, onerror: parts.onError });
  const closed = new Promise<void>((resolve) => {
    const onclose = transport.onclose;
    transport.onclose = () => {
      onclose?.();
      resolve();
    };
  });
  return { closed, close: () => handle.close() };
}

/** Answers requests over HTTP, in both eras of the protocol. */
export interface HttpHandler {
  fetch(request: Request, caller: string): Promise<Response>;
  close(): Promise<void>;
}

const SESSION = 'mcp-session-id';
/** Sessions that are remembered; the one that was silent for longest goes first, and its host begins anew. */
const MOST_SESSIONS = 1_000;

interface Session {
  readonly caller: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
}

/**
 * Serves HTTP. In the present era each request is answered by a server of its own. In the older one a host opens a
 * session, which is its own: its id is random, and says nothing about who calls, so that is checked as well.
 * @param build - Builds the server for a caller.
 */
export function createHttpHandler(
  build: (caller: string) => Promise<McpServer>,
  onError: (error: unknown) => void,
): HttpHandler {
  const limits = { maxRequestBodySize: MOST_MESSAGE_BYTES };
  const present = createMcpHandler(({ authInfo }) => build(authInfo?.clientId ?? ''), {
    ...limits,
    legacy: 'reject',
    onerror: onError,
  });
  const sessions = new Map<string, Session>();
  const open = async (caller: string): Promise<Session> => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      ...limits,
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, session),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const session: Session = { caller, transport };
    const server = await build(caller);
    await server.connect(transport);
    await forgetOldest(sessions);
    return session;
  };

  return {
    fetch: async (request, caller) => {
      const authInfo: AuthInfo = { token: '', clientId: caller, scopes: [] };
      const id = request.headers.get(SESSION);
      if (id === null && !(await isLegacyRequest(request, undefined, limits))) {
        return present.fetch(request, { authInfo });
      }
      const session = id === null ? await open(caller) : sessions.get(id);
      if (session?.caller !== caller) return noSession();
      // The map is in order of use.
      if (id !== null && sessions.delete(id)) sessions.set(id, session);
      return session.transport.handleRequest(request, { authInfo });
    },
    close: async () => {
      await present.close();
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}

async function forgetOldest(sessions: Map<string, Session>): Promise<void> {
  const [oldest] = sessions;
  if (!oldest || sessions.size < MOST_SESSIONS) return;
  const [id, { transport }] = oldest;
  sessions.delete(id);
  await transport.close();
}

/** Also the answer for a session of somebody else. */
function noSession(): Response {
  const error = { code: -32_001, message: 'Session not found' };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 404 });
}
