import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '@potoo/core/errors';
import { modelsLockSchema, type Pins } from './manifest.ts';
import type { StoreFolders } from './store-folders.ts';
import { withStoreLock } from './store-lock.ts';

/** Reads what earlier pulls got, by variant. @throws {InternalError} `models_lock` if the file cannot be read. */
export async function readPins(folders: StoreFolders): Promise<Readonly<Record<string, Pins>>> {
  let text: string;
  try {
    text = await readFile(folders.lock, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    return modelsLockSchema.parse(JSON.parse(text)).variants;
  } catch (cause) {
    throw new InternalError(`${folders.lock} is damaged.`, {
      reason: 'models_lock',
      hint: 'Restore it from a copy, or remove it: the next pull of each model then locks what it gets.',
      retryable: false,
      cause,
    });
  }
}

/** Adds the pins of a variant. Several processes may do so at once. */
export async function writePins(
  folders: StoreFolders,
  variant: string,
  pins: Pins,
  signal: AbortSignal,
): Promise<void> {
  await withStoreLock(folders.busy('.lock-file'), { signal }, async () => {
    const variants = { ...(await readPins(folders)), [variant]: pins };
    const sorted = Object.fromEntries(Object.entries(variants).sort(([a], [b]) => a.localeCompare(b)));
    await writeAtomically(folders.lock, `${JSON.stringify({ version: 1, variants: sorted }, null, 2)}\n`);
  });
}

/** Writes a file so that readers see the old one or the new one, never a part. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
