import { InternalError } from '../errors/errors.ts';
import { PotooError } from '../errors/potoo-error.ts';

/** Tells the reason of an abort from an error. */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof DOMException && error.name === 'AbortError';
}

/** What went wrong as a typed error, for a state: errors of others keep their own as the cause. */
export function asPotooError(error: unknown): PotooError {
  if (PotooError.isInstance(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new InternalError(message || 'It failed without saying why.', { reason: 'unexpected_error', cause: error });
}

/** Lets a call run whose failure the state already tells of. */
export function inState(call: Promise<unknown>): void {
  call.catch(() => {});
}
