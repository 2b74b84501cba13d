import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend } from '../contract.ts';

/** Finds the words of a text in its recording by signal processing, inside the package: it is always there. */
export const aligner: Backend = {
  id: 'aligner',
  summary: 'Times of the words of a known text by time warping; always installed.',
  licence: 'MIT',
  dependencies: [],
  check: async () => ({ available: true }),
  host: siblingModule(import.meta.url, './aligner-host'),
  // Six hours of speech and their reference are 0.5 GB of cepstra.
  limits: { memoryBytes: 1024 * 2 ** 20 },
  tools: {
    models: [
      {
        id: 'dtw',
        name: 'Dynamic time warping',
        type: 'alignment',
        tier: 'free',
        languages: [],
        supportsCloning: false,
        supportsStreaming: false,
        creditsPer1kChars: 0,
      },
    ],
  },
};
