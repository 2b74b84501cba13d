import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** How often the processes are looked at. */
const LOOK_MS = 250;

/** The most memory that processes have taken, in megabytes. */
export interface TreeMemory {
  /** Resident at once in all of them. What they share is counted in each. */
  readonly together: number;
  /** Resident in the largest of them. */
  readonly largest: number;
}

/** Watches a process and all that it starts. @returns A function that ends the watch and tells the most that was seen. */
export function watchMemory(pid: number): () => TreeMemory {
  let together = 0;
  let largest = 0;
  const look = () => {
    const sizes = descendants(pid).map(residentMegabytes);
    together = Math.max(
      together,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    largest = Math.max(largest, ...sizes);
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return { together, largest };
  };
}

/** Runs a program of this Node to its end, and tells the most memory that it and its children took. @throws If it fails. */
export async function memoryOf(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<TreeMemory> {
  const child: ChildProcess = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2000);
  });
  const stop = watchMemory(child.pid ?? 0);
  const [code] = await once(child, 'close');
  const memory = stop();
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
  return memory;
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program, in brackets, may hold anything.
    const [, parent = ''] = readOrEmpty(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)]);
  }
  const found = [root];
  for (let at = 0; at < found.length; at++) found.push(...(children.get(found[at] ?? -1) ?? []));
  return found;
}

function residentMegabytes(pid: number): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readOrEmpty(`/proc/${pid}/status`)) ?? [];
  return Number(kibibytes) / 1024;
}

/** A process may have ended since it was listed. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
