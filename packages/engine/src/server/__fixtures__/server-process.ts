import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { POTOO } from '../../cli/__fixtures__/spawn-potoo.ts';

/** `potoo serve` in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** What it said of failures, one entry a line. */
  readonly faults: string[];
  /** Whether it still runs. */
  isAlive(): boolean;
  /** Its resident memory in bytes; 0 where the system does not tell. */
  memory(): number;
  close(): Promise<void>;
}

/** Starts a server on a port that is free. It tells nothing but failures. */
export async function startServerProcess(...options: readonly string[]): Promise<ServerProcess> {
  const argv = ['serve', '--port', '0', '--no-ui', '--quiet', '--log', 'error', ...options];
  const child = spawn(process.execPath, [...POTOO, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const faults: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => faults.push(line));
  const [said] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`The server ended with ${code}: ${faults.join('\n')}`))),
  ]);
  return {
    url: /http:\S+/.exec(String(said))?.[0] ?? '',
    faults,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    memory() {
      if (process.platform !== 'linux') return 0;
      const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1')) ?? [];
      return Number(kilobytes) * 1024;
    },
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
