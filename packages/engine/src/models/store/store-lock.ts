import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PotooError } from '@potoo/core/errors';
import { type FolderLock, lockFolder } from '../../db/embedded/folder-lock.ts';
import { modelBusy, storeError, takenOver, unusableFolder } from './store-errors.ts';

const RETRY_MS = 200;

/** How a lock is waited for. */
export interface StoreLockOptions {
  readonly signal: AbortSignal;
  /** Told once when another process has to be waited for. */
  readonly onWait?: () => void;
  /** Longest wait for another process, milliseconds. @default As long as it takes. */
  readonly patienceMs?: number;
}

/**
 * Runs work that one process at a time may do, and waits for the one that does it now. A process that was killed while it
 * worked holds nobody up.
 * @param folder - Holds the lock; made when it is missing.
 * @throws {PotooError} `model_busy`, `models_folder`.
 */
export async function withStoreLock<Result>(
  folder: string,
  options: StoreLockOptions,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const what = path.basename(folder);
  const lost = new AbortController();
  const lock = await waitForLock(folder, options, () => lost.abort(takenOver(what)));
  try {
    return await work(AbortSignal.any([options.signal, lost.signal]));
  } finally {
    await lock.release();
  }
}

async function waitForLock(
  folder: string,
  { signal, onWait, patienceMs = Number.POSITIVE_INFINITY }: StoreLockOptions,
  onLost: () => void,
): Promise<FolderLock> {
  const since = performance.now();
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw lockProblem(error);
  });
  for (let waits = 0; ; waits++) {
    try {
      return await lockFolder(folder, { signal, onLost });
    } catch (error) {
      if (!PotooError.isInstance(error)) throw error;
      if (error.reason === 'database_folder') throw lockProblem(error.cause);
      if (error.reason !== 'database_in_use') throw error;
      if (performance.now() - since > patienceMs) throw modelBusy(path.basename(folder));
      if (waits === 0) onWait?.();
      await delay(RETRY_MS, undefined, { signal });
    }
  }
}

/** Where no lock can be, nothing can be kept. */
function lockProblem(cause: unknown): unknown {
  const known = storeError(cause);
  return PotooError.isInstance(known) || !(known instanceof Error) ? known : unusableFolder(known);
}
