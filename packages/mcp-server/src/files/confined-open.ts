import { constants } from 'node:fs';
import { access, type FileHandle, open, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

// A path is checked at one moment and opened at another, and in between a folder can be swapped for a link. So nothing
// here trusts a path twice: folders are opened one by one from the root, none through a link, and each name is looked up
// in the folder that is already open. Node has no openat(2); on Linux /proc/self/fd stands in for it. Elsewhere what was
// opened is compared, by device and inode, with what the path leads to once more.

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const DIRECTORY = constants.O_DIRECTORY ?? 0;
/** Keeps a pipe without a writer, or a slow device, from holding the call. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/** An open folder inside a root. */
export interface OpenFolder {
  /** Path of a name in this folder, that leads to it even if the folder is moved or swapped meanwhile. */
  pathOf(name: string): string;
  /** Opens a name in it, through no link. */
  openIn(name: string, flags: number, mode?: number): Promise<FileHandle>;
  close(): Promise<void>;
}

/** Thrown when what was opened is not where its path said: somebody moved things meanwhile. */
export class MovedError extends Error {
  override readonly name = 'MovedError';
}

/**
 * Opens a folder under a root, through no link.
 * @param root - Absolute, without links: the result of `realpath`.
 * @param names - Names of folders on the way, each without separators.
 * @throws {MovedError} If something was swapped meanwhile; otherwise the error of the system call, such as `ELOOP`.
 */
export async function openFolder(root: string, names: readonly string[]): Promise<OpenFolder> {
  return (await canLookUpByDescriptor()) ? openByDescriptor(root, names) : openByPath(root, names);
}

/** Opens an ordinary file for reading, through no link and without waiting. */
export async function openFile(root: string, names: readonly string[]): Promise<FileHandle> {
  const folder = await openFolder(root, names.slice(0, -1));
  try {
    return await folder.openIn(names.at(-1) ?? '', constants.O_RDONLY | NO_WAIT);
  } finally {
    await folder.close();
  }
}

/** Whether names can be looked up in a folder that is open: on Linux, unless /proc is hidden. */
async function canLookUpByDescriptor(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  procIsThere ??= access('/proc/self/fd').then(
    () => true,
    () => false,
  );
  return procIsThere;
}
let procIsThere: Promise<boolean> | undefined;

async function openByDescriptor(root: string, names: readonly string[]): Promise<OpenFolder> {
  let handle = await open(root, constants.O_RDONLY | DIRECTORY | NO_FOLLOW);
  try {
    // Only the last part of a path is kept from being a link, so the root itself is asked where it is.
    if ((await readlink(descriptorPath(handle))) !== root) throw new MovedError(`${root} was moved.`);
    for (const name of names) {
      const next = await open(join(descriptorPath(handle), name), constants.O_RDONLY | DIRECTORY | NO_FOLLOW);
      await handle.close();
      handle = next;
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  const pathOf = (name: string) => join(descriptorPath(handle), name);
  return {
    pathOf,
    openIn: (name, flags, mode) => open(pathOf(name), flags | NO_FOLLOW, mode),
    close: () => handle.close(),
  };
}

function descriptorPath({ fd }: FileHandle): string {
  return `/proc/self/fd/${fd}`;
}

async function openByPath(root: string, names: readonly string[]): Promise<OpenFolder> {
  const path = join(root, ...names);
  const check = async () => {
    if ((await realpath(path)) !== path) throw new MovedError(`${path} was moved.`);
  };
  await check();
  return {
    pathOf: (name) => join(path, name),
    openIn: async (name, flags, mode) => {
      const handle = await open(join(path, name), flags | NO_FOLLOW, mode);
      try {
        await check();
        const [opened, named] = await Promise.all([
          handle.stat({ bigint: true }),
          stat(join(path, name), { bigint: true }),
        ]);
        if (opened.ino !== named.ino || opened.dev !== named.dev) throw new MovedError(`${path} was moved.`);
        if ((await realpath(join(path, name))) !== join(path, name)) throw new MovedError(`${path} was moved.`);
        return handle;
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    close: async () => {},
  };
}
