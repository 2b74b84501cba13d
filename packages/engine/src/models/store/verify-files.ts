import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { InstalledFile } from '../installation.ts';
import { sha256Of } from './file-hashes.ts';

/** What is wrong with a file of an installed model. */
export interface FileProblem {
  readonly path: string;
  /** A sentence without its end: `is missing`, `has 10 bytes, not 20`, `has other bytes than when it was installed`. */
  readonly problem: string;
}

/** Compares files with what they were when they were installed. Sizes are looked at first: most damage shows there. */
export async function verifyFiles(
  folder: string,
  files: readonly InstalledFile[],
  signal?: AbortSignal,
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const { path: relative, bytes, sha256 } of files) {
    const file = path.join(folder, ...relative.split('/'));
    const size = (await stat(file).catch(() => undefined))?.size;
    if (size === undefined) problems.push({ path: relative, problem: 'is missing' });
    else if (size !== bytes) problems.push({ path: relative, problem: `has ${size} bytes, not ${bytes}` });
    else if ((await sha256Of(file, signal)) !== sha256) {
      problems.push({ path: relative, problem: 'has other bytes than when it was installed' });
    }
  }
  return problems;
}
