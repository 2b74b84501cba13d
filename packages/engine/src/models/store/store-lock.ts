import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PotooError } from '@potoo/core/errors';
import { lockFolder } from '../../db/embedded/folder-lock.ts';

const RETRY_MS = 200;

/**
 * Runs work that one process at a time may do, and waits for the one that does it now. A process that was killed while it
 * worked holds nobody up.
 * @param folder - Holds the lock; made when it is missing.
 * @param onWait - Told once when another process has to be waited for.
 */
export async function withStoreLock<Result>(
  folder: string,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait?: () => void },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true });
  const lost = new AbortController();
  let told = false;
  for (;;) {
    try {
      const lock = await lockFolder(folder, { signal, onLost: () => lost.abort() });
      try {
        return await work(AbortSignal.any([signal, lost.signal]));
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (!(PotooError.isInstance(error) && error.reason === 'database_in_use')) throw error;
      if (!told) onWait?.();
      told = true;
      await delay(RETRY_MS, undefined, { signal });
    }
  }
}
