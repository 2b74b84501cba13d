import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemCode } from '../files/file-errors.ts';

/** How often it is looked whether the loudspeaker is free, in milliseconds. */
const LOOK_EVERY_MS = 100;

/**
 * Does something while nobody else on this machine does it: assistants in several windows do not talk over each other.
 * Whoever waits is let in when the one before is done, or has died.
 * @param file - Where the lock is.
 */
export async function withSpeaker<Result>(
  signal: AbortSignal,
  run: () => Promise<Result>,
  file = join(tmpdir(), 'potoo-speaker.lock'),
): Promise<Result> {
  while (!(await take(file))) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  try {
    signal.throwIfAborted();
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty file is one that its holder is about to write to.
  if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
