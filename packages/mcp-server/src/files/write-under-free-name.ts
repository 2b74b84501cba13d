import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, unlink } from 'node:fs/promises';
import type { OpenFolder } from './confined-open.ts';
import { ignoring, systemCode } from './file-errors.ts';

const MOST_NUMBERED = 99;

/** What file systems without hard links answer. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/**
 * Writes a file whole, under the name or, when that is taken, the name with a number. What exists is never replaced, and
 * no part of a file is ever seen under its name.
 * @returns The name that it has.
 */
export async function writeUnderFreeName(
  folder: OpenFolder,
  content: Uint8Array | string,
  stem: string,
  extension: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  // Names that a caller chooses never start with a dot, so this one is free.
  const part = `.${randomUUID()}.part`;
  await writeNew(folder, part, content);
  try {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const name = `${stem}${suffixOf(attempt)}.${extension}`;
      try {
        // A link, not a rename: it fails when the name is taken.
        await link(folder.pathOf(part), folder.pathOf(name));
        return name;
      } catch (error) {
        const code = systemCode(error);
        if (code === 'EEXIST') continue;
        if (code === undefined || !NO_LINKS.has(code)) throw error;
        const written = await writeNew(folder, name, content).then(() => true, ignoring('EEXIST'));
        if (written) return name;
      }
    }
  } finally {
    await unlink(folder.pathOf(part)).catch(ignoring('ENOENT'));
  }
}

/** Numbers at first; where there are many of a name, something that is free for sure. */
function suffixOf(attempt: number): string {
  if (attempt === 1) return '';
  return attempt <= MOST_NUMBERED ? `-${attempt}` : `-${randomUUID().slice(0, 8)}`;
}

async function writeNew(folder: OpenFolder, name: string, content: Uint8Array | string): Promise<void> {
  const handle = await folder.openIn(name, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
  try {
    await handle.writeFile(content);
  } catch (error) {
    await unlink(folder.pathOf(name)).catch(ignoring('ENOENT'));
    throw error;
  } finally {
    await handle.close();
  }
}
