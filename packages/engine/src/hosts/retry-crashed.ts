import { PotooError } from '@potoo/core/errors';

/**
 * Runs work in a host, and once more when the host crashes under it: a crash may have been chance, and whatever kills two
 * hosts is the work itself.
 * @throws Whatever the work throws; the signal's reason on abort.
 */
export async function retryCrashed<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (PotooError.isInstance(error) && error.reason === 'host_crashed') return await work();
    throw error;
  }
}
