import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** An MCP server as a child process, asked by hand, so that no client's own work is part of the time. */
export interface McpProcess {
  /** The tools that it lists, and the time from the start of the process until they were there. */
  readonly tools: readonly unknown[];
  readonly startMs: number;
  /** Calls a tool. @throws {Error} If it fails. */
  call(name: string, args: object): Promise<unknown>;
  /** What of its memory is resident now, in megabytes. */
  memory(): number;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

type Answer = { readonly id?: number; readonly error?: unknown; readonly result?: Record<string, unknown> };

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'potoo-bench', version: '1.0.0' },
};

/** Starts a server on this Node, shakes hands over its pipes and lists its tools. */
export async function startMcp(script: string, env: Readonly<Record<string, string>>): Promise<McpProcess> {
  const begin = performance.now();
  const child = spawn(process.execPath, [script], { env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe' });
  const ask = conversation(child);
  try {
    await ask('initialize', INITIALIZE);
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    const { tools } = await ask('tools/list', {});
    const startMs = performance.now() - begin;
    return {
      tools: Array.isArray(tools) ? tools : [],
      startMs,
      async call(name, args) {
        const result = await ask('tools/call', { name, arguments: args });
        if (result['isError'] === true) throw new Error(`${name} failed: ${JSON.stringify(result['content'])}`);
        return result;
      },
      memory: () => residentMegabytes(child),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** Sends requests over a child's pipes and hands out the answers by their ids. */
function conversation(child: ChildProcess & { stdin: NodeJS.WritableStream; stdout: NodeJS.ReadableStream }) {
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  let [rest, errors, lastId] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('{')) continue;
      const { id, error, result }: Answer = JSON.parse(line);
      const asked = waiting.get(id ?? -1);
      if (error === undefined) asked?.resolve(result ?? {});
      else asked?.reject(new Error(JSON.stringify(error)));
    }
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The server ended with ${code}: ${errors}`));
  });
  return (method: string, params: object): Promise<Record<string, unknown>> => {
    const id = ++lastId;
    const asked = Promise.withResolvers<Record<string, unknown>>();
    waiting.set(id, asked);
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return asked.promise;
  };
}

function residentMegabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
