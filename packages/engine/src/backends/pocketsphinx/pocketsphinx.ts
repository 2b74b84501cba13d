import { siblingModule } from '../../hosts/module-url.ts';
import type { Availability, Backend } from '../contract.ts';
import { findPocketsphinx, INSTALL_POCKETSPHINX } from './find-pocketsphinx.ts';
import type { PocketsphinxHostOptions } from './pocketsphinx-host.ts';
import { POCKETSPHINX_MODEL, POCKETSPHINX_SAMPLE_RATE } from './pocketsphinx-model.ts';

/** English speech recognition by CMU PocketSphinx, as the system has it: the listener that needs no download. */
export const pocketsphinx: Backend = {
  id: 'pocketsphinx',
  summary: 'English speech recognition by CMU PocketSphinx, with word times; small, quick and offline.',
  licence: 'BSD-2-Clause',
  dependencies: ['koffi', 'pocketsphinx', 'pocketsphinx-en-us'],
  check,
  host: siblingModule(import.meta.url, './pocketsphinx-host'),
  hostOptions: (): PocketsphinxHostOptions => ({ modelFolder: process.env['POTOO_POCKETSPHINX_MODEL'] }),
  limits: { memoryBytes: 512 * 2 ** 20 },
  recognition: {
    models: [POCKETSPHINX_MODEL],
    sampleRate: POCKETSPHINX_SAMPLE_RATE,
  },
};

async function check(): Promise<Availability> {
  const { model, library, program } = await findPocketsphinx();
  if (!model) return missing('The US English model of PocketSphinx was not found.');
  if (library) return { available: true, detail: `library ${library.pocketsphinx}` };
  if (program) return { available: true, detail: `program ${program}, slower than the library` };
  return missing('Neither the library nor the program pocketsphinx_batch of PocketSphinx was found.');
}

function missing(problem: string): Availability {
  return { available: false, problem, install: INSTALL_POCKETSPHINX };
}
