import { BadRequestError, FileTooLargeError, ForbiddenError, NotFoundError, type PotooError } from '@potoo/core/errors';

/** A path or name that cannot be one. @param param - The argument that it stands in. */
export function invalidPath(problem: string, param: string): PotooError {
  return new BadRequestError(problem, {
    reason: 'invalid_path',
    param,
    hint:
      param === 'filename'
        ? 'Give a name such as intro.wav or podcast/intro.wav: results go to the output folder.'
        : 'Use the absolute path of an ordinary file, or the uri of an earlier result.',
  });
}

/** A path outside of every folder that may be read. */
export function outsideRoots(roots: readonly string[]): PotooError {
  return new ForbiddenError('The path is outside of the folders that this server may read.', {
    reason: 'path_not_allowed',
    param: 'path',
    hint: `It may read ${roots.join(', ')}. Its user can add a folder with POTOO_MCP_ALLOWED or --allow.`,
  });
}

/** A file that is not there, or that is no ordinary file. */
export function noSuchFile(what: string): PotooError {
  return new NotFoundError(`There is no file ${what}.`, {
    reason: 'file_not_found',
    param: 'path',
    hint: 'Check the path; it has to be absolute, or start with ~/.',
  });
}

/** A folder, device, pipe or socket where a file was expected. */
export function notAnOrdinaryFile(what: string): PotooError {
  return invalidPath(`${what} is not an ordinary file.`, 'path');
}

/** The code of a failed system call, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What is too large, and what to do. */
export function tooLarge(maxBytes: number): PotooError {
  return new FileTooLargeError(`The audio is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB.`, {
    hint: 'Cut it into parts, or convert it to a compressed format.',
  });
}

/** An address that is not fetched, and why. */
export function fetchRefused(problem: string): PotooError {
  return new ForbiddenError(problem, {
    reason: 'fetch_not_allowed',
    param: 'uri',
    hint: 'Save the file to a folder that may be read and give its path; the user can allow hosts with POTOO_MCP_FETCH.',
  });
}

/** Takes an error of one code for done; any other is thrown on. */
export function ignoring(code: string): (error: unknown) => undefined {
  return (error) => {
    if (systemCode(error) !== code) throw error;
    return undefined;
  };
}
