import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { StdioClientTransport as OldStdioTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

/** The server as a process runs it: the sources, on this Node. */
export const COMMAND = process.execPath;
export const ARGUMENTS = ['--conditions=potoo-source', fileURLToPath(new URL('../main.ts', import.meta.url))];

/** Folders of a server, that go when it is closed. */
export async function temporaryHome(): Promise<{ readonly home: string; readonly env: Record<string, string>; remove(): Promise<void> }> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'potoo-server-')));
  const { PATH = '', TMPDIR } = process.env;
  const env = {
    PATH,
    HOME: home,
    ...(TMPDIR !== undefined && { TMPDIR }),
    POTOO_MCP_OUTPUT: join(home, 'output'),
    POTOO_MCP_ALLOWED: home,
  };
  return { home, env, remove: () => rm(home, { recursive: true, force: true }) };
}

/** A connection to a server that it starts, for a host of either line of the SDK. */
export function stdioTransport(line: 'v1' | 'v2', env: Record<string, string>): unknown {
  const parameters = { command: COMMAND, args: ARGUMENTS, env, stderr: 'ignore' } as const;
  return line === 'v1' ? new OldStdioTransport(parameters) : new StdioClientTransport(parameters);
}

/** A server whose bytes a test reads and writes itself. */
export interface RawServer {
  readonly child: ChildProcess;
  /** Everything that has come on standard output. */
  output(): string;
  errors(): string;
  send(message: object | string): void;
  /** The next message that answers a request, by its id. */
  answer(id: number): Promise<Record<string, unknown>>;
  /** Waits until it has ended. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a server without a client. */
export function spawnRaw(env: Record<string, string>, args: readonly string[] = []): RawServer {
  const child = spawn(COMMAND, [...ARGUMENTS, ...args], { env, stdio: 'pipe' });
  let [output, errors] = ['', ''];
  const waiting = new Map<number, (message: Record<string, unknown>) => void>();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message: unknown = waiting.size > 0 && line.startsWith('{') ? JSON.parse(line) : undefined;
      if (typeof message !== 'object' || message === null || !('id' in message)) continue;
      waiting.get(Number(message.id))?.(message as Record<string, unknown>);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const end = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    output: () => output,
    errors: () => errors,
    send: (message) => void child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    answer: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    ended: () => end,
  };
}

/** The handshake of the older era, by hand. */
export const INITIALIZE = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
} as const;
