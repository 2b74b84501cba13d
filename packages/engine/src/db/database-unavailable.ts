import { ModelLoadingError } from '@potoo/core/errors';
import { isDatabaseTrouble } from './database-trouble.ts';

/** Makes the error that a stranger is told of a database that does not open or answer: not where it is. */
export function databaseUnavailable(cause: unknown): ModelLoadingError {
  return new ModelLoadingError('The database of the server cannot be used at present.', {
    reason: 'database_unavailable',
    hint: 'Try again later; the log of the server tells why.',
    retryAfterMs: 5_000,
    cause,
  });
}

/**
 * Does something with the database.
 * @throws {ModelLoadingError} `database_unavailable` while it cannot be reached: the fault is not the caller's, and passes.
 */
export async function whileReachable<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isDatabaseTrouble(error) ? databaseUnavailable(error) : error;
  }
}

/** A store in the database, whose asynchronous methods fail as those of {@link whileReachable} do. */
export function whileReachableStore<Store extends object>(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => whileReachable(() => Reflect.apply(value, target, given));
    },
  });
}
