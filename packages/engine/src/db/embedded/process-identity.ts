import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';

/** Tells one process from every other, also from a later one that got its number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the terms of the system; absent where the system does not say. */
  readonly started?: string;
  /** Within what process numbers count: a machine, and on Linux its container. */
  readonly host: string;
}

/** Names this process. */
export function identifyProcess(): ProcessIdentity {
  const started = startOf(process.pid);
  return { pid: process.pid, ...(started !== undefined && { started }), host: identifyHost() };
}

/** Whether a process still runs; undefined if it belongs to another machine or container, which cannot be seen from here. */
export function isRunning({ pid, started, host }: ProcessIdentity): boolean | undefined {
  if (host !== identifyHost()) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user exists, though it may not be signalled.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return started === undefined || startOf(pid) === started;
}

function identifyHost(): string {
  return `${hostname()} ${readOrEmpty(() => readlinkSync('/proc/self/ns/pid'))}`.trim();
}

/**
 * Boot and clock tick of the start on Linux: proc(5), fields 3 and 22 of `stat`, whose second field may hold spaces. A
 * process that has ended and waits for its parent has none.
 */
function startOf(pid: number): string | undefined {
  const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields[18];
  if (ticks === undefined || state === 'Z') return undefined;
  return `${readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')).trim()} ${ticks}`;
}

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
