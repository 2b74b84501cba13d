import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend } from '../contract.ts';

/** Cloning, conversion and change of delivery by signal processing, inside the package: they are always there. */
export const mimic: Backend = {
  id: 'mimic',
  summary: 'Voice cloning, conversion and change of delivery by a vocoder; always installed.',
  licence: 'MIT',
  dependencies: [],
  check: async () => ({ available: true }),
  host: siblingModule(import.meta.url, './mimic-host'),
  limits: { memoryBytes: 768 * 2 ** 20 },
  tools: {
    models: [
      {
        id: 'mimic',
        name: 'Mimic',
        type: 'voice-conversion',
        // Speech in a cloned voice costs what the TTS.ai documentation says of cloning.
        tier: 'premium',
        creditsPer1kChars: 4,
        languages: [],
        supportsCloning: true,
        supportsStreaming: true,
      },
    ],
  },
};
