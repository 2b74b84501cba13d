import { siblingModule } from '../../hosts/module-url.ts';
import type { Backend, BackendModel } from '../contract.ts';

/** Audio tools by signal processing, inside the package: they are always there. */
export const studio: Backend = {
  id: 'studio',
  summary: 'Enhancement, stems, dereverberation and analysis by signal processing; always installed.',
  licence: 'MIT',
  dependencies: [],
  check: async () => ({ available: true }),
  host: siblingModule(import.meta.url, './studio-host'),
  limits: { memoryBytes: 768 * 2 ** 20 },
  tools: {
    models: [
      tool({ id: 'rnnoise', name: 'RNNoise and spectral enhancement', type: 'enhancement' }),
      tool({ id: 'wiener-stems', name: 'Stems by Wiener masks', type: 'separation' }),
      tool({ id: 'wpe', name: 'Weighted prediction error', type: 'dereverb' }),
      tool({ id: 'key-tempo', name: 'Key, tempo and meter', type: 'analysis' }),
    ],
  },
};

function tool(facts: Pick<BackendModel, 'id' | 'name' | 'type'>): BackendModel {
  return {
    ...facts,
    tier: 'standard',
    languages: [],
    supportsCloning: false,
    supportsStreaming: false,
    creditsPer1kChars: 0,
  };
}
