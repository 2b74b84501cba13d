import type { Backend } from '../../../backends/contract.ts';
import { flite } from '../../../backends/flite/flite.ts';
import { siblingModule } from '../../../hosts/module-url.ts';
import { megabytes, PREMIUM_VOICES } from '../../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../../models/store/__fixtures__/install-cards.ts';

/** How long it drones after each text. */
export const DRONE_SECONDS = 1.5;
/** Characters beyond which it says nothing that anybody understands. */
export const LONGEST_TEXT = 400;

/** What its host is told: where it keeps what it has said, if it is to say only half of everything the first time. */
export interface DroningOptions {
  readonly memory?: string;
}

/** A model with the faults of those that clone: it hums after the last word, and cannot say a long text in one piece. */
export const droningCard: CardWithFiles = {
  card: {
    ...PREMIUM_VOICES,
    id: 'droning',
    name: 'Droning',
    languages: ['en'],
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa',
    variants: [
      {
        id: 'droning-1',
        bytes: megabytes(1),
        memoryBytes: megabytes(100),
        speed: 'fast',
        sampleRate: 16_000,
        sources: [{ kind: 'hub', repository: 'test/droning', revision: null, files: ['model.bin'] }],
        settings: { clones: 'audio' },
      },
    ],
    voices: [],
  },
  files: { 'model.bin': Buffer.from('nothing') },
};

/** What runs it, in the place of the backend that its card names. */
export function droningCloner(options: DroningOptions = {}): Backend {
  return {
    ...flite,
    id: 'sherpa',
    host: siblingModule(import.meta.url, './droning-host'),
    hostOptions: () => options,
    speech: { models: [], voices: [] },
  };
}
