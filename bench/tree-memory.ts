import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** How often the processes are looked at. */
const LOOK_MS = 250;

/** The most memory that processes have taken, in megabytes. */
export interface TreeMemory {
  /** Resident at once in all of them. What they share, such as the program itself, is counted once. */
  readonly together: number;
  /** Resident in the largest of them. */
  readonly largest: number;
}

/** Watches a process and all that it starts. @returns A function that ends the watch and tells the most that was seen. */
export function watchMemory(pid: number): () => TreeMemory {
  let together = 0;
  let largest = 0;
  const look = () => {
    const now = memoryNow(pid);
    together = Math.max(together, now.together);
    largest = Math.max(largest, now.largest);
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return { together, largest };
  };
}

/** What a process and all that it has started take. */
export function memoryNow(pid: number): TreeMemory {
  const processes = descendants(pid).map(residentMegabytes);
  const own = processes.reduce((sum, { unshared }) => sum + unshared, 0);
  return {
    together: own + Math.max(...processes.map(({ shared }) => shared)),
    largest: Math.max(...processes.map(({ unshared, shared }) => unshared + shared)),
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

/** What is resident of a process: by itself, and what other processes have as well. */
function residentMegabytes(pid: number): { readonly unshared: number; readonly shared: number } {
  const sizes = [
    ...readOrEmpty(`/proc/${pid}/smaps_rollup`).matchAll(/^(Private|Shared)_(?:Clean|Dirty):\s+(\d+) kB$/gm),
  ];
  const sum = (kind: string) =>
    sizes.reduce((total, [, name, kibibytes]) => total + (name === kind ? Number(kibibytes) / 1024 : 0), 0);
  return { unshared: sum('Private'), shared: sum('Shared') };
}

/** A process may have ended since it was listed. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
