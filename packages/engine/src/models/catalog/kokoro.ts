import type { ModelCard } from './card.ts';
import { hub, megabytes, STANDARD_VOICES } from './card-defaults.ts';
import { kokoroVoices } from './kokoro-voices.ts';

const FILES = [
  'voices.bin',
  'tokens.txt',
  'lexicon-us-en.txt',
  'lexicon-zh.txt',
  'date-zh.fst',
  'number-zh.fst',
  'phone-zh.fst',
  'espeak-ng-data/',
];

/** Kokoro 1.0: 82 million parameters, eight languages. Voices blend: `af_bella(2)+af_sky(1)`. */
export const kokoro: ModelCard = {
  ...STANDARD_VOICES,
  id: 'kokoro',
  aliases: ['kokoro-82m'],
  name: 'Kokoro',
  languages: ['en', 'ja', 'zh', 'es', 'fr', 'hi', 'it', 'pt'],
  licence: 'Apache-2.0',
  references: [
    'https://huggingface.co/hexgrad/Kokoro-82M',
    'https://k2-fsa.github.io/sherpa/onnx/tts/pretrained_models/kokoro.html',
    'https://huggingface.co/csukuangfj/kokoro-multi-lang-v1_0',
    'https://huggingface.co/csukuangfj/kokoro-int8-multi-lang-v1_0',
  ],
  backend: 'sherpa',
  variants: [
    variant('kokoro-multi-lang-v1_0', 'model.onnx', megabytes(367), megabytes(900)),
    variant('kokoro-int8-multi-lang-v1_0', 'model.int8.onnx', megabytes(150), megabytes(600)),
  ],
  voices: kokoroVoices(),
};

function variant(id: string, model: string, bytes: number, memoryBytes: number): ModelCard['variants'][number] {
  return {
    id,
    bytes,
    memoryBytes,
    speed: 'moderate',
    sampleRate: 24_000,
    sources: [hub(`csukuangfj/${id}`, [model, ...FILES])],
    settings: {
      task: 'speech',
      family: 'kokoro',
      files: {
        model,
        voices: 'voices.bin',
        tokens: 'tokens.txt',
        lexicon: ['lexicon-us-en.txt', 'lexicon-zh.txt'],
        dataDir: 'espeak-ng-data',
      },
      ruleFsts: ['phone-zh.fst', 'date-zh.fst', 'number-zh.fst'],
    },
  };
}
