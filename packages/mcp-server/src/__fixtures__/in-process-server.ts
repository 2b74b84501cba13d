import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { VoiceService } from '@potoo/core';
import { testEngine } from './test-engine.ts';
import { afterAll } from 'vitest';
import { serveStdio } from '../sdk/transports.ts';
import { serverParts } from '../serve/server-parts.ts';
import { type Environment, resolveSettings } from '../settings.ts';
import { createShared } from '../serve/shared.ts';
import type { HostOptions, TestHost } from './test-host.ts';

/** A server that runs in the test's own process, and speaks over pipes as it does to a host. */
export interface InProcessServer {
  readonly home: string;
  readonly output: string;
  /** What went wrong inside. */
  readonly errors: unknown[];
  /** Connects a host, with a server instance of its own. */
  connect(
    connect: (transport: unknown, options?: HostOptions) => Promise<TestHost>,
    options?: HostOptions,
  ): Promise<TestHost>;
}

/** Makes a server for a test file. What it holds is let go when the file is over. */
export async function inProcessServer(
  options: { readonly env?: Environment; readonly service?: () => Promise<VoiceService> } = {},
): Promise<InProcessServer> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-in-process-')));
  const output = join(home, 'output');
  const settings = resolveSettings({ POTOO_MCP_OUTPUT: output, ...options.env });
  const shared = createShared(settings, { service: options.service ?? (async () => testEngine()) });
  const errors: unknown[] = [];
  const hosts: TestHost[] = [];
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await shared.close();
    await rm(home, { recursive: true, force: true });
  });
  return {
    home,
    output,
    errors,
    connect: async (connect, hostOptions) => {
      const [toServer, toHost] = [new PassThrough(), new PassThrough()];
      serveStdio(serverParts(settings, shared, 'test', (error) => void errors.push(error)), toServer, toHost);
      // The transport is the same seen from either end.
      const host = await connect(new StdioServerTransport(toHost, toServer, { maxBufferSize: 1e8 }), hostOptions);
      hosts.push(host);
      return host;
    },
  };
}
