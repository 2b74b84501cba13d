import { InternalError, NotFoundError, PotooError, UnreachableError } from '@potoo/core/errors';

/** The error of a model that does not run: what the library, or what computes, throws says little to a person. */
export function notRun(error: unknown): unknown {
  if (PotooError.isInstance(error)) return error;
  return new InternalError(`The model could not be run: ${error instanceof Error ? error.message : String(error)}`, {
    reason: 'model_failed',
    hint: 'Where memory is short, close other tabs or choose a smaller model; with WebGPU, try `device: "wasm"`.',
    cause: error,
  });
}

/** The error for an answer without the file. */
export function refused(address: string, status: number): PotooError {
  if (status === 404 || status === 410) {
    return new NotFoundError(`There is no file at ${address}.`, {
      reason: 'asset_missing',
      hint: 'Check `modelBase`, and the `repository`, `revision` and `dtype` of the model.',
    });
  }
  return new UnreachableError(`${address} answered with ${status}.`, {
    reason: 'download_failed',
    hint: 'Open the address in a browser to see what is wrong, or try again later.',
    retryable: status >= 500,
  });
}

/** The error for a file that nobody answers for. */
export function unreachable(address: string, cause: unknown): PotooError {
  const offline = globalThis.navigator.onLine === false;
  return new UnreachableError(`${address} could not be fetched${offline ? ': this device is offline' : ''}.`, {
    reason: offline ? 'offline' : 'download_failed',
    hint: 'Check the connection and try again: once fetched, a model is kept for when there is none. A policy of the page must allow it (connect-src).',
    cause,
  });
}

/** The error for a file whose bytes are others than those that were sent. */
export function damaged(address: string): PotooError {
  return new UnreachableError(`${address} did not arrive as it was sent: its SHA-256 differs.`, {
    reason: 'checksum_mismatch',
    hint: 'Try again. Nothing of it was used or kept.',
  });
}
