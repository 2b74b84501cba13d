import { homedir } from 'node:os';
import { isAbsolute, join, posix, relative, sep, win32 } from 'node:path';
import { invalidPath } from './file-errors.ts';

/** Names that Windows keeps for devices, with any extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i;

/**
 * Reads a path that a caller gave. `~/` is the user's home.
 * @throws {BadRequestError} If it is relative, a network share, a device, or holds what no path holds.
 */
export function parsePath(text: string, param = 'path'): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\x00-\x1f\x7f]/.test(text)) throw invalidPath('The path holds control characters.', param);
  const path = text === '~' || text.startsWith('~/') ? join(homedir(), text.slice(1)) : text;
  if (/^[\\/]{2}/.test(path)) throw invalidPath('Paths of network shares and devices are not read.', param);
  if (!isAbsolute(path)) throw invalidPath(`The path "${shorten(text)}" is not absolute.`, param);
  if (process.platform === 'win32') checkWindowsPath(path, param);
  return path;
}

/** What Windows reads as something other than a file: devices, alternate streams, names that it would shorten. */
export function checkWindowsPath(path: string, param: string): void {
  if (!/^[a-z]:[\\/]/i.test(path)) throw invalidPath('The path has to start with a drive, such as C:\\.', param);
  for (const name of path.slice(3).split(/[\\/]/)) {
    if (DEVICE_NAME.test(name)) throw invalidPath(`"${name}" is the name of a device.`, param);
    if (name.includes(':')) throw invalidPath('The path names a stream within a file.', param);
    if (/[. ]$/.test(name) && !/^\.{1,2}$/.test(name)) throw invalidPath('A name ends with a dot or a space.', param);
  }
}

/** The names that lead from a root to a path inside of it; `undefined` when it is outside. Both without links. */
export function namesInside(root: string, path: string): string[] | undefined {
  const way = relative(root, path);
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
  return way.split(sep);
}

/**
 * Splits a relative path that a caller chose for a file into names that are good on every system.
 * @throws {BadRequestError} If one is not.
 */
export function parseRelativeName(text: string, param: string): string[] {
  const refuse = (problem: string) => invalidPath(problem, param);
  if (posix.isAbsolute(text) || win32.isAbsolute(text))
    throw refuse('The name has to be relative to the output folder.');
  if (text.includes('\\')) throw refuse('Folders are separated by "/".');
  const names = text.split('/');
  if (names.length > MOST_NAMES) throw refuse(`The name lies more than ${MOST_NAMES - 1} folders deep.`);
  for (const name of names) {
    if (name === '' || name === '.' || name === '..') throw refuse('The name has an empty part, "." or "..".');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    if (/[\x00-\x1f\x7f<>:"|?*]/.test(name)) throw refuse('The name holds characters that file names cannot have.');
    if (/\p{Cf}/u.test(name)) throw refuse('The name holds invisible characters.');
    if (name.startsWith('.')) throw refuse('The name, or a folder in it, starts with a dot.');
    if (/[. ]$/.test(name) || name.startsWith(' ')) throw refuse('A name begins or ends with a space or a dot.');
    if (DEVICE_NAME.test(name)) throw refuse(`"${name}" is the name of a device on Windows.`);
    if (Buffer.byteLength(name) > MOST_NAME_BYTES) throw refuse(`A name is longer than ${MOST_NAME_BYTES} bytes.`);
  }
  return names;
}

const MOST_NAMES = 8;
/** Room is left, within the 255 of most file systems, for a number and an extension. */
const MOST_NAME_BYTES = 200;

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
