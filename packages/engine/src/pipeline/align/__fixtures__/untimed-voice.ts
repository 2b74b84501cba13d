import type { Backend } from '../../../backends/contract.ts';
import { espeak } from '../../../backends/espeak/espeak.ts';
import { siblingModule } from '../../../hosts/module-url.ts';

/** A voice of espeak that keeps to itself when it says its words, as neural ones do. */
export const untimedVoice: Backend = {
  ...espeak,
  id: 'untimed',
  host: siblingModule(import.meta.url, './untimed-host'),
  speech: {
    models: [
      {
        id: 'untimed',
        name: 'Untimed',
        type: 'tts',
        tier: 'free',
        languages: ['en'],
        supportsCloning: false,
        supportsStreaming: true,
        creditsPer1kChars: 0,
      },
    ],
    voices: [{ id: 'secretive', name: 'Secretive', model: 'untimed', languages: ['en'], gender: 'female', sampleRate: 22_050 }],
    guessesWords: true,
  },
};
