import type { FileSource, ModelCard } from '../../catalog/card.ts';
import { BY_MINUTE } from '../../catalog/card-defaults.ts';

/** A card for tests: a recogniser of one variant. */
export function testCard(id: string, sources: FileSource[], bytes = 1_000_000): ModelCard {
  return {
    ...BY_MINUTE,
    id,
    name: id,
    type: 'stt',
    languages: ['en'],
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa',
    variants: [
      {
        id: `${id}-small`,
        bytes,
        memoryBytes: 1_000_000,
        speed: 'fast',
        sampleRate: 16_000,
        sources,
        settings: {},
      },
    ],
  };
}
