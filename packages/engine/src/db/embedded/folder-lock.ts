import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UnreachableError } from '@potoo/core/errors';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/** How often a holder shows that it lives. */
const BEAT_MS = 2_000;
/** How many beats a holder that cannot be seen from here must leave out to count as gone. */
const BEATS_MISSED = 6;
const GENERATION = /^lock\.(\d{1,15})$/;

/** A folder that this process has to itself. */
export interface FolderLock {
  release(): Promise<void>;
}

/** How to lock a folder. */
export interface FolderLockOptions {
  /** Stops waiting for a holder on another machine. */
  readonly signal?: AbortSignal | undefined;
  /** Told if another process takes the folder after all, because this one was suspended or cut off from the disk for too long. */
  readonly onLost: () => void;
  /** How often this process shows that it lives; the same for all. @default 2000 */
  readonly beatMs?: number | undefined;
}

/**
 * Locks a folder against other processes. A lock whose process was killed is taken over, never one whose process lives.
 *
 * The lock is the file `lock.<n>` of the highest n, written beforehand and linked into place, which one process alone can
 * win. A holder that is gone is followed by n + 1, never replaced, so that two processes that find the same dead holder
 * cannot both follow it. Whether a holder lives is asked of the system on the same machine; across machines and
 * containers, it is judged by the file's time going on.
 * @throws {UnreachableError} `database_in_use`, or `database_folder` if the folder cannot hold a lock.
 */
export async function lockFolder(folder: string, options: FolderLockOptions): Promise<FolderLock> {
  const { signal, beatMs = BEAT_MS } = options;
  const candidate = path.join(folder, `candidate.${randomUUID()}`);
  await writeFile(candidate, JSON.stringify(identifyProcess()), { flag: 'wx', mode: 0o600 }).catch((cause) => {
    throw unusableFolder(folder, cause);
  });
  try {
    for (;;) {
      signal?.throwIfAborted();
      const last = (await generations(folder)).at(-1) ?? 0;
      if (last > 0) await assertGone(folder, last, beatMs, signal);
      const mine = last + 1;
      if (!(await linkNew(candidate, nameOf(folder, mine)))) continue;
      // While this process slept, others may have gone through several generations and removed this one.
      if ((await generations(folder)).at(-1) !== mine) {
        await rm(nameOf(folder, mine), { force: true });
        continue;
      }
      await removeBelow(folder, mine);
      return hold(folder, mine, beatMs, options.onLost);
    }
  } finally {
    await rm(candidate, { force: true });
  }
}

function hold(folder: string, mine: number, beatMs: number, onLost: () => void): FolderLock {
  const file = nameOf(folder, mine);
  const beat = async () => {
    if ((await generations(folder)).at(-1) !== mine) return lose();
    const now = new Date();
    await utimes(file, now, now);
  };
  const lose = () => {
    clearInterval(timer);
    onLost();
  };
  // A disk that cannot be reached for a moment is no reason to give up; the next beat tells.
  const timer = setInterval(() => void beat().catch(() => {}), beatMs).unref();
  return {
    async release() {
      clearInterval(timer);
      // The generation stays, so that nobody who has just read it can win one that another has won already.
      const released = path.join(folder, `candidate.${randomUUID()}`);
      // If it cannot be written, the lock is free as soon as this process has ended.
      await writeFile(released, '')
        .then(() => rename(released, file))
        .catch(() => {});
    },
  };
}

async function assertGone(
  folder: string,
  generation: number,
  beatMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = nameOf(folder, generation);
  const holder = await readHolder(file);
  if (holder === undefined) return;
  const running = isRunning(holder);
  if (running === false) return;
  if (running === undefined && (await staysSilent(file, beatMs, signal))) return;
  throw new UnreachableError(
    `The database in ${path.dirname(folder)} is in use by process ${holder.pid} on ${holder.host.split(' ')[0]}.`,
    {
      reason: 'database_in_use',
      hint: 'One process at a time can use the embedded database. Stop that one, name another folder, or give several processes one PostgreSQL with DATABASE_URL.',
    },
  );
}

async function staysSilent(file: string, beatMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  const seen = await modifiedAt(file);
  for (let missed = 0; missed < BEATS_MISSED; missed += 1) {
    await delay(beatMs, undefined, { signal });
    if ((await modifiedAt(file)) !== seen) return false;
  }
  return true;
}

async function modifiedAt(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}

/** Undefined if it was released, has been followed meanwhile, or was lost with the power of the machine. */
async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === '') return undefined;
  const { pid, host, started }: Partial<ProcessIdentity> = JSON.parse(text);
  if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
  return { pid, host, ...(typeof started === 'string' && { started }) };
}

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => GENERATION.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function removeBelow(folder: string, mine: number): Promise<void> {
  for (const generation of await generations(folder)) {
    if (generation < mine) await rm(nameOf(folder, generation), { force: true });
  }
}

function nameOf(folder: string, generation: number): string {
  return path.join(folder, `lock.${generation}`);
}

async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw unusableFolder(path.dirname(to), cause);
  }
}

/** Makes the error for a folder that a database cannot be in. */
export function unusableFolder(folder: string, cause: unknown): UnreachableError {
  return new UnreachableError(`The folder ${folder} cannot hold a database.`, {
    reason: 'database_folder',
    hint: 'Choose a folder on a local disk that this user may write to, or use PostgreSQL with DATABASE_URL.',
    cause,
  });
}
