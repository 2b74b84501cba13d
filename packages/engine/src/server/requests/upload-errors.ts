import { BadRequestError, FileTooLargeError, InternalError, type PotooError } from '@potoo/core';
import { didYouMean } from '../../text/nearest-names.ts';

/** Tells a disk that fails from a form that does: only the former comes from a system call. */
export function rejectStorage(cause: unknown): never {
  if (!(cause instanceof Error && 'syscall' in cause)) throw malformed(cause);
  const isFull = 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
  if (isFull) {
    throw new InternalError('There is no room left to store the upload.', {
      status: 507,
      reason: 'disk_full',
      hint: 'Free space on the server, or send a smaller file.',
      retryAfterMs: 60_000,
      cause,
    });
  }
  throw new InternalError('The upload could not be stored.', {
    reason: 'upload_failed',
    hint: 'Try again; if it stays, report it with the request id.',
    cause,
  });
}

/** For a body of another type. */
export function notAForm(file: string): PotooError {
  return new BadRequestError('The body of the request is not a form with a file.', {
    status: 415,
    reason: 'unsupported_media_type',
    hint: `Send multipart/form-data with the audio as \`${file}\`: curl -F ${file}=@recording.mp3.`,
  });
}

/** For a form that no parser can read. */
export function malformed(cause?: unknown): PotooError {
  return new BadRequestError('The form in the body cannot be read, or is not complete.', {
    reason: 'malformed_body',
    hint: 'Let a library build the form, and do not set its Content-Type yourself.',
    cause,
  });
}

/** For a form without a file. */
export function missingFile(name = 'file'): PotooError {
  return new BadRequestError('The form has no file.', {
    reason: 'missing_file',
    param: name,
    hint: `Send the audio as \`${name}\`: curl -F ${name}=@recording.mp3.`,
  });
}

/** For a file that was sent as a text field. */
export function fileWithoutName(name = 'file'): PotooError {
  return new BadRequestError(`\`${name}\` is a text field of the form and not a file.`, {
    reason: 'missing_file',
    param: name,
    hint: `Give the part a file name; with curl, write ${name}=@recording.mp3, with the @.`,
  });
}

/** For a file under another name. */
export function unknownFile(name = '', known = 'file'): PotooError {
  return new BadRequestError(`There is no file parameter "${name.slice(0, 80)}".`, {
    reason: 'unknown_parameter',
    param: name.slice(0, 80),
    hint: didYouMean(name, [known], `Send the audio as \`${known}\`.`),
  });
}

/** For a field that is there twice. */
export function repeated(name: string): PotooError {
  return new BadRequestError(`${name.slice(0, 80)}: is there more than once.`, {
    reason: 'invalid_parameter',
    param: name.slice(0, 80),
    hint: 'Send each field once.',
  });
}

/** For a file beyond the limit of its route. */
export function fileTooLarge(maxBytes: number, name = 'file'): PotooError {
  return new FileTooLargeError(`The file is larger than ${describeBytes(maxBytes)}.`, {
    reason: 'body_too_large',
    param: name,
    hint: 'Compress it, for example to mp3 or opus, or send it in parts.',
  });
}

/** For a field beyond its limit. */
export function fieldTooLarge(name: string, maxBytes: number): PotooError {
  return new FileTooLargeError(`${name.slice(0, 80)}: is larger than ${describeBytes(maxBytes)}.`, {
    reason: 'body_too_large',
    param: name.slice(0, 80),
    hint: 'Send a shorter value.',
  });
}

/** For more files or fields than a form may have. */
export function tooManyParts(what: string, limit: number): PotooError {
  return new FileTooLargeError(`The form has more than ${limit} ${what}.`, {
    reason: 'body_too_large',
    hint: `Send at most ${limit}.`,
  });
}

function describeBytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MiB` : `${bytes} bytes`;
}
