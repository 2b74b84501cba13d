import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { HostPool, HostPoolOptions } from '../contract.ts';
import { createHostPool } from '../host-pool.ts';
import type { FaultyOptions } from './faulty-host.ts';

/** A pool of the faulty host that is closed when the test ends. */
export function faultyPool(options: Partial<HostPoolOptions> & { readonly options?: FaultyOptions } = {}): HostPool {
  const pool = createHostPool({
    name: 'faulty',
    module: new URL('./faulty-host.ts', import.meta.url),
    size: 1,
    ...options,
  });
  onTestFinished(() => pool.close());
  return pool;
}

/** Waits until something holds; the test's own time limit is the only one. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}

/** Whether a process is there; one that ended and that nobody asked about yet is not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}
