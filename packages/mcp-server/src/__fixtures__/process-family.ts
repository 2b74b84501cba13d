import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

/** A process and all that it has started, with theirs, on Linux. */
export async function familyOf(pid: number): Promise<number[]> {
  const family = [pid];
  for (const parent of family) {
    const tasks = await readdir(`/proc/${parent}/task`).catch(() => []);
    for (const task of tasks) {
      const children = await readFile(`/proc/${parent}/task/${task}/children`, 'utf8').catch(() => '');
      family.push(...children.split(' ').filter(Boolean).map(Number));
    }
  }
  return family;
}

/** Whether a process runs, on Linux. */
export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
