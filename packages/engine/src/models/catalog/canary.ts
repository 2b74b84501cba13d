import type { ModelCard } from './card.ts';
import { BY_MINUTE, megabytes, release } from './card-defaults.ts';

/** Into and out of English. */
const PAIRS = ['es', 'de', 'fr'].flatMap(
  (language): Array<[string, string]> => [
    [language, 'en'],
    ['en', language],
  ],
);
const FILES = { encoder: 'encoder.int8.onnx', decoder: 'decoder.int8.onnx', tokens: 'tokens.txt' };

/** Canary 180M flash by NVIDIA: four languages, and from English into each of the others and back. */
export const canary: ModelCard = {
  ...BY_MINUTE,
  id: 'canary',
  name: 'Canary 180M flash',
  type: 'stt',
  languages: ['en', 'es', 'de', 'fr'],
  licence: 'CC-BY-4.0',
  references: [
    'https://huggingface.co/nvidia/canary-180m-flash',
    'https://k2-fsa.github.io/sherpa/onnx/nemo/canary.html',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'canary-180m-flash-int8',
      bytes: megabytes(208),
      memoryBytes: megabytes(700),
      speed: 'fast',
      sampleRate: 16_000,
      translates: PAIRS,
      sources: [release('asr-models', 'sherpa-onnx-nemo-canary-180m-flash-en-es-de-fr-int8', Object.values(FILES))],
      settings: {
        task: 'recognition',
        family: 'canary',
        files: FILES,
        options: { srcLang: 'en', tgtLang: 'en', usePnc: 1 },
      },
    },
  ],
};
