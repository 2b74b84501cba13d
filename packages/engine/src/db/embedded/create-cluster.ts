import { InternalError } from '@potoo/core/errors';
import { createHostPool } from '../../hosts/host-pool.ts';
import { siblingModule } from '../../hosts/module-url.ts';

/** It computes for seconds and says nothing meanwhile, on a busy machine for longer. */
const PATIENCE_MS = 300_000;

/**
 * Makes the files of an empty database, which takes seconds of computing and 500 MB: in a process of its own, so that this one
 * neither stands still nor keeps the memory. That process ends with this one, however this one ends.
 * @param folder - Where to; it must not exist.
 * @throws {InternalError} `database_not_created`.
 * @throws The signal's reason.
 */
export async function createCluster(folder: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const pool = createHostPool({
    name: 'database',
    module: siblingModule(import.meta.url, './cluster-host'),
    size: 1,
    limits: { startMs: PATIENCE_MS, stallMs: PATIENCE_MS },
  });
  try {
    await pool.run('makeCluster', folder, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new InternalError('The embedded database could not be made.', {
      reason: 'database_not_created',
      hint: 'See that there is room on the disk and 500 MB of free memory, or use PostgreSQL with DATABASE_URL.',
      cause,
    });
  } finally {
    await pool.close();
  }
}
