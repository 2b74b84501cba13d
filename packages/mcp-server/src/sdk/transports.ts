import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { buildServer, type ServerParts } from './mcp-server.ts';

// One of the two files that know the SDK: how a server is reached. The other is mcp-server.ts.

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

/** A request may carry a text of the greatest length that can be spoken, or a recording of ten megabytes. */
const MOST_MESSAGE_BYTES = 16 * 1024 * 1024;
