import { FileTooLargeError, InternalError, NotFoundError, PotooError } from '@potoo/core';

/** Makes the error for a disk or a bucket without room. */
export function diskFull(cause?: unknown): InternalError {
  return new InternalError('There is no room left to store the result.', {
    status: 507,
    reason: 'disk_full',
    hint: 'Free space on the server, or fetch and delete results that are no longer needed.',
    retryAfterMs: 60_000,
    cause,
  });
}

/** Makes the error for a store that does not do what it should. */
export function storeFailed(cause: unknown): PotooError {
  if (PotooError.isInstance(cause)) return cause;
  const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  if (isFull) return diskFull(cause);
  return new InternalError('The result store cannot be used.', {
    reason: 'result_store_failed',
    hint: 'Check where --results points to, and that this process may write there.',
    cause,
  });
}

/** Makes the error for a file that is not, or no longer, in the store. */
export function resultNotFound(): NotFoundError {
  return new NotFoundError('There is no such result.', {
    reason: 'result_not_found',
    hint: 'Results are kept for a limited time; submit the job again to have it made anew.',
  });
}

/** Passes bytes on as long as they are not too many. @throws {FileTooLargeError} `result_too_large`. */
export async function* bounded(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new FileTooLargeError(`The file has more than the ${maxBytes} bytes that are left for it.`, {
        reason: 'result_too_large',
        hint: 'Delete results that are no longer needed, or ask for a smaller format.',
      });
    }
    yield chunk;
  }
}
