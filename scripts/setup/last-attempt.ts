import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// In node_modules, so that a fresh clone tries afresh.
const STAMP = path.join(import.meta.dirname, '../../node_modules/.cache/potoo/setup-failed');
const REST_MS = 24 * 60 * 60 * 1000;

/** Tells whether an installation failed within the last day, so that a test run need not wait for it again. */
export function failedLately(): boolean {
  const stamp = statSync(STAMP, { throwIfNoEntry: false });
  return stamp !== undefined && Date.now() - stamp.mtimeMs < REST_MS;
}

/** Remembers that an installation failed now. */
export function rememberFailure(): void {
  try {
    mkdirSync(path.dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, '');
  } catch {
    // A folder that cannot be written only means that the next run tries again.
  }
}
