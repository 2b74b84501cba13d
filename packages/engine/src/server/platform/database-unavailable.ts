import { ModelLoadingError } from '@potoo/core';

/** Makes the error that a stranger is told of a database that does not open or answer: not where it is. */
export function databaseUnavailable(cause: unknown): ModelLoadingError {
  return new ModelLoadingError('The database of the server cannot be used at present.', {
    reason: 'database_unavailable',
    hint: 'Try again later; the log of the server tells why.',
    retryAfterMs: 5_000,
    cause,
  });
}
