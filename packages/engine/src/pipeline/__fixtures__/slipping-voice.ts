import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../backends/contract.ts';
import { flite } from '../../backends/flite/flite.ts';
import { siblingModule } from '../../hosts/module-url.ts';

/** Where the voice remembers what it has said: its process may be another one the next time. */
const memory = mkdtempSync(join(tmpdir(), 'potoo-slips-'));
process.once('exit', () => rmSync(memory, { recursive: true, force: true }));

/** A voice that leaves half of each sentence out the first time that it says it, as generative ones do now and then. */
export const slippingVoice: Backend = {
  ...flite,
  id: 'slipping',
  host: siblingModule(import.meta.url, './slipping-host'),
  hostOptions: () => ({ memory }),
  speech: {
    models: (flite.speech?.models ?? []).map((model) => ({ ...model, id: 'slipping' })),
    voices: [{ id: 'slipping', name: 'Slipping', model: 'slipping', languages: ['en'], gender: 'female', sampleRate: 16_000 }],
  },
};

/** Lets it forget what it has said. */
export function resetSlips(): void {
  rmSync(join(memory, 'said'), { recursive: true, force: true });
}
