import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { InternalError } from '@potoo/core';
import { siblingModule } from '../../hosts/module-url.ts';

/**
 * Makes the files of an empty database, which takes seconds of computing and 500 MB: in a thread of its own, so that the
 * process neither stands still nor keeps the memory. A thread ends with its process, however that ends.
 * @param folder - Where to; it must not exist.
 * @throws {InternalError} `database_not_created`.
 */
export async function createCluster(folder: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const thread = new Worker(siblingModule(import.meta.url, './cluster-thread'), { workerData: folder });
  const stop = () => void thread.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await once(thread, 'exit');
    signal?.throwIfAborted();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new InternalError('The embedded database could not be made.', {
      reason: 'database_not_created',
      hint: 'See that there is room on the disk and 500 MB of free memory, or use PostgreSQL with DATABASE_URL.',
      cause,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
