import { createError, PotooError } from '@potoo/core/errors';

/**
 * The same error about another field, for work that is done by a request of its own: an error names fields as the caller
 * spelled them. Any other error as it is.
 * @param from - The field as that request calls it.
 * @param to - The same field in the caller's request.
 */
export function namedByCaller(error: unknown, from: string, to: string): unknown {
  if (!PotooError.isInstance(error) || error.param !== from) return error;
  const { code, message, reason, hint, requestId, status, retryable, retryAfterMs, details } = error;
  const same = { reason, hint, requestId, status, retryable, retryAfterMs, details };
  return createError(code, message, { ...same, param: to, cause: error });
}
