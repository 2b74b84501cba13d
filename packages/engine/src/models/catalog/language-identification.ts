import type { ModelCard } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

const FILES = { encoder: 'tiny-encoder.int8.onnx', decoder: 'tiny-decoder.int8.onnx' };

/** Tells which language is spoken, for recognisers that have to be told: the first step of Whisper tiny. */
export const languageIdentification: ModelCard = {
  ...BY_MINUTE,
  id: 'language-identification',
  aliases: ['spoken-language-identification'],
  name: 'Language identification by Whisper',
  type: 'language-identification',
  languages: [],
  licence: 'MIT',
  references: [
    'https://github.com/openai/whisper',
    'https://k2-fsa.github.io/sherpa/onnx/spoken-language-identification/pretrained_models.html',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'language-identification-whisper-tiny',
      bytes: megabytes(103),
      memoryBytes: megabytes(450),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [hub('csukuangfj/sherpa-onnx-whisper-tiny', Object.values(FILES))],
      settings: { task: 'language-identification', family: 'whisper', files: FILES },
    },
  ],
};
