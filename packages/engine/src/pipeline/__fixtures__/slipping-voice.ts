import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../backends/contract.ts';
import { flite } from '../../backends/flite/flite.ts';
import { siblingModule } from '../../hosts/module-url.ts';

/** A voice that slips, and what it has said. */
export interface SlippingVoice {
  readonly backend: Backend;
  /** How often it has said each text, in no order. */
  timesSaid(): number[];
  /** Lets it forget what it has said. */
  reset(): void;
}

/**
 * A voice that leaves half and more of each sentence out the first times that it says it, as generative ones do now and then.
 * @param slips - How often.
 */
export function slippingVoice(id: string, slips: number): SlippingVoice {
  // Its process may be another one the next time.
  const folder = mkdtempSync(join(tmpdir(), 'potoo-slips-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const memory = join(folder, 'said');
  mkdirSync(memory);
  return {
    backend: {
      ...flite,
      id,
      host: siblingModule(import.meta.url, './slipping-host'),
      hostOptions: () => ({ memory, slips }),
      speech: {
        models: (flite.speech?.models ?? []).map((model) => ({ ...model, id })),
        voices: [{ id, name: id, model: id, languages: ['en'], gender: 'female', sampleRate: 16_000 }],
      },
    },
    timesSaid: () => readdirSync(memory).map((file) => statSync(join(memory, file)).size),
    reset: () => {
      for (const file of readdirSync(memory)) rmSync(join(memory, file));
    },
  };
}
