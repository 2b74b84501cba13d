import { type FileHandle, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openFile } from './confined-open.ts';
import { noSuchFile, notAnOrdinaryFile, outsideRoots } from './file-errors.ts';
import { namesInside, parsePath } from './path-rules.ts';

/** Asks the host for further folders that its user has opened to it; only when a path is not in the others. */
export type AskFolders = () => Promise<readonly string[]>;

/**
 * Opens a file by a path that a model chose, if it lies in one of the folders that may be read.
 * @param folders - Absolute paths. One that does not exist counts for nothing.
 * @throws {ForbiddenError} If it lies outside, whether it exists or not.
 * @throws {NotFoundError} If it lies inside and is not there.
 * @throws {BadRequestError} If it is no ordinary file.
 */
export async function openInput(text: string, folders: readonly string[], ask: AskFolders): Promise<FileHandle> {
  const path = parsePath(text);
  const { real, exists } = await resolveLinks(path);
  const inside = (await findFolder(real, folders)) ?? (await findFolder(real, await ask()));
  if (!inside) throw outsideRoots(folders);
  if (!exists) throw noSuchFile(`at ${path}${await similarNames(real)}`);
  const handle = await openFile(inside.root, inside.names).catch((error: unknown) => {
    // The name was resolved a moment ago: whatever fails now was swapped, is unreadable, or is no file.
    throw Object.assign(notAnOrdinaryFile(path), { cause: error });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw notAnOrdinaryFile(path);
}

/** Follows the links of a path as far as it exists. */
async function resolveLinks(path: string): Promise<{ readonly real: string; readonly exists: boolean }> {
  const missing: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    const real = await realpath(existing).catch(() => undefined);
    if (real !== undefined) return { real: join(real, ...missing), exists: missing.length === 0 };
    if (dirname(existing) === existing) return { real: path, exists: false };
    missing.unshift(basename(existing));
  }
}

async function findFolder(real: string, folders: readonly string[]) {
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => undefined);
    const names = root === undefined ? undefined : namesInside(root, real);
    if (root !== undefined && names) return { root, names };
  }
  return undefined;
}

/** The names in the same folder that look like the one that was not found, as an ending of a sentence. */
async function similarNames(path: string): Promise<string> {
  const wanted = comparable(basename(path));
  const names = await readdir(dirname(path)).catch(() => []);
  const similar = names.filter((name) => {
    const other = comparable(name);
    return other !== '' && wanted !== '' && (other.startsWith(wanted) || wanted.startsWith(other));
  });
  return similar.length === 0 ? '' : `; in its folder there is ${similar.slice(0, 3).join(', ')}`;
}

function comparable(name: string): string {
  return name
    .replace(/\.[a-z0-9]+$/i, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
