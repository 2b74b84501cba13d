import { createError, PotooError } from '@potoo/core/errors';

/** The same error about the field of the form, where it is about the reference; any other as it is. */
export function aboutReference(error: unknown): unknown {
  if (!PotooError.isInstance(error) || error.param !== 'reference') return error;
  const { code, message, reason, hint, retryable } = error;
  return createError(code, message, { reason, hint, retryable, param: 'reference_audio', cause: error });
}
