import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Finds whether a folder of `PATH` holds a program with one of these names. */
export function onPath(names: readonly string[]): boolean {
  return findOnPath(names) !== undefined;
}

/** The first program with one of these names in the folders of `PATH`. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const programs = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return programs.find(isExecutable);
}

/** Tells whether a file is there and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Lists a folder's entries as whole paths; nothing for a folder that is absent or closed. */
export function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

/** Tells whether any of these paths exists. */
export function anyExists(paths: readonly string[]): boolean {
  return paths.some((candidate) => existsSync(candidate));
}
