import { readFileSync } from 'node:fs';

/**
 * Reads how much memory a process holds, where the system has `/proc`. Read without a pause: the kernel answers from
 * memory, in some 30 microseconds, and the figure belongs to this moment.
 * @returns Resident bytes, or `undefined` when the system does not tell or the process is gone.
 */
export function residentMemory(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
