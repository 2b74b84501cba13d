import type { AudioInput } from '@potoo/core';
import { BadRequestError, FileTooLargeError } from '@potoo/core/errors';

/**
 * Encoded audio of a request, as a page may be given it.
 * @throws {FileTooLargeError} Beyond `maxBytes`. @throws {BadRequestError} `missing_file` for a path.
 */
export function blobOf(audio: AudioInput, maxBytes: number): Blob {
  const blob = audio instanceof Blob ? audio : toBlob(audio);
  if (blob.size <= maxBytes) return blob;
  throw new FileTooLargeError(`The audio has ${blob.size} bytes; the limit is ${maxBytes}.`, {
    hint: 'Send it in parts, or in a format that takes less room.',
    details: { max_bytes: maxBytes },
  });
}

function toBlob(audio: AudioInput): Blob {
  if (audio instanceof ArrayBuffer) return new Blob([audio]);
  if (audio instanceof Uint8Array) return new Blob([new Uint8Array(audio)]);
  throw new BadRequestError('There is no file system in a page.', {
    reason: 'missing_file',
    param: 'audio',
    hint: 'Give a Blob, such as the file that somebody chose, rather than a path.',
  });
}
