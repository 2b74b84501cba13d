import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { McpServer } from '@modelcontextprotocol/server';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { VoiceService } from '@potoo/core';
import { testEngine } from './test-engine.ts';
import { afterAll } from 'vitest';
import { hasSeveralCallers, resolveHttpOptions } from '../http/http-options.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../sdk/mcp-server.ts';
import { createHttpHandler } from '../sdk/transports.ts';
import { serverParts } from '../serve/server-parts.ts';
import { type Environment, resolveSettings } from '../settings.ts';
import { createShared } from '../serve/shared.ts';

/** A server on a port of this machine, in the test's own process. */
export interface HttpServer {
  readonly url: string;
  readonly output: string;
  readonly home: string;
  /** A connection for a host of either line of the SDK. */
  transport(line: 'v1' | 'v2', token?: string): unknown;
}

/** Serves HTTP for a test file. */
export async function httpServer(
  options: {
    readonly env?: Environment;
    readonly service?: () => Promise<VoiceService>;
    /** Adds to what the server offers. */
    readonly extend?: (server: McpServer) => McpServer;
  } = {},
): Promise<HttpServer> {
  const { extend = (server) => server } = options;
  const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-http-')));
  const output = join(home, 'output');
  const env = { POTOO_MCP_OUTPUT: output, POTOO_MCP_ALLOWED: home, ...options.env };
  const settings = resolveSettings(env);
  const http = resolveHttpOptions(env, { port: 0 });
  const service = options.service ?? (async () => testEngine());
  const shared = createShared(settings, { service, apart: hasSeveralCallers(http) });
  const parts = (caller: string) => ({ ...serverParts(settings, shared, caller, () => {}), trustFolders: false });
  const handler = createHttpHandler(async (caller) => extend(await buildServer(parts(caller))), () => {});
  const server = await listen(handler.fetch, http);
  afterAll(async () => {
    await handler.close();
    await Promise.all([server.close(), shared.close()]);
    await rm(home, { recursive: true, force: true });
  });
  return {
    url: server.url,
    output,
    home,
    transport: (line, token) => {
      const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
      const Transport = line === 'v1' ? OldHttpTransport : StreamableHTTPClientTransport;
      return new Transport(new URL(server.url), { requestInit });
    },
  };
}
