import { BadRequestError, InternalError, type PotooError } from '@potoo/core';

interface Explanation {
  readonly problem: string;
  readonly hint: string;
}

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOENT: { problem: 'there is no such file or folder', hint: 'Check the spelling; a folder must exist beforehand.' },
  ENOTDIR: { problem: 'a part of the path is not a folder', hint: 'Check the path.' },
  EISDIR: { problem: 'it is a folder', hint: 'Name a file in it.' },
  EACCES: { problem: 'permission denied', hint: 'Check the permissions, or choose another place.' },
  EPERM: { problem: 'permission denied', hint: 'Check the permissions, or choose another place.' },
  EROFS: { problem: 'the disk is read-only', hint: 'Choose another place.' },
  ENAMETOOLONG: { problem: 'the name is too long', hint: 'Choose a shorter one.' },
  EMFILE: { problem: 'too many files are open', hint: 'Raise the limit with `ulimit -n`.' },
};

const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed here',
};

/** Puts an error of the file system into words. Errors of any other kind come back as they are. */
export function fileError(error: unknown, name: string): PotooError | unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const full = FULL[error.code];
  if (full !== undefined) {
    return new InternalError(`Cannot write ${name}: ${full}.`, {
      reason: 'disk_full',
      hint: 'Make room, or choose another place. Nothing half-written was left.',
      retryable: false,
      cause: error,
    });
  }
  const { problem, hint } = EXPLANATIONS[error.code] ?? { problem: error.message, hint: undefined };
  return new BadRequestError(`Cannot use ${name}: ${problem}.`, { reason: 'file_not_usable', hint, cause: error });
}
