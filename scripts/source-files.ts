import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository's root folder. */
export const ROOT = path.join(import.meta.dirname, '..');

/** Lists the source files that git knows or would add, relative to the root. */
export function sourceFiles(): string[] {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listing
    .split('\0')
    .filter((file) => /\.(ts|tsx|js|mjs|css)$/.test(file) && existsSync(path.join(ROOT, file)))
    .sort();
}

/** Tells whether a file is a test or what only tests read. */
export function isTestFile(file: string): boolean {
  return /\.(test|test-d|stories)\.tsx?$/.test(file) || file.includes('/__fixtures__/');
}
