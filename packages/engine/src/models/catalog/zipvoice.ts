import type { ModelCard } from './card.ts';
import { megabytes, PREMIUM_VOICES, release, releaseFile } from './card-defaults.ts';

const FOLDER = 'sherpa-onnx-zipvoice-distill-int8-zh-en-emilia';

/** ZipVoice distilled: flow matching; speaks in the voice of reference audio whose text is given too. */
export const zipvoice: ModelCard = {
  ...PREMIUM_VOICES,
  id: 'zipvoice',
  name: 'ZipVoice',
  languages: ['zh', 'en'],
  licence: 'Apache-2.0',
  references: ['https://github.com/k2-fsa/ZipVoice', 'https://k2-fsa.github.io/sherpa/onnx/tts/zipvoice.html'],
  backend: 'sherpa',
  variants: [
    {
      id: 'zipvoice-distill-int8-zh-en-emilia',
      bytes: megabytes(220),
      memoryBytes: megabytes(800),
      speed: 'moderate',
      sampleRate: 24_000,
      sources: [
        release('tts-models', FOLDER, [
          'encoder.int8.onnx',
          'decoder.int8.onnx',
          'tokens.txt',
          'lexicon.txt',
          'espeak-ng-data/',
        ]),
        releaseFile('vocoder-models', 'vocos_24khz.onnx'),
      ],
      settings: {
        task: 'speech',
        family: 'zipvoice',
        files: {
          encoder: 'encoder.int8.onnx',
          decoder: 'decoder.int8.onnx',
          vocoder: 'vocos_24khz.onnx',
          tokens: 'tokens.txt',
          lexicon: 'lexicon.txt',
          dataDir: 'espeak-ng-data',
        },
        steps: 4,
        clones: 'audio-and-text',
        goesOn: true,
      },
    },
  ],
  voices: [],
};
