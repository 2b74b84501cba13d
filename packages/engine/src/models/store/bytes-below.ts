import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST } from './store-folders.ts';

/** Bytes of the files of a model in a folder and below it; 0 where there is none. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name !== MANIFEST);
  // One that goes meanwhile takes no room.
  const sizes = files.map(({ parentPath, name }) => stat(path.join(parentPath, name)).catch(() => undefined));
  return (await Promise.all(sizes)).reduce((sum, facts) => sum + (facts?.size ?? 0), 0);
}
