import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

/** Name, megabytes of its 8-bit files, speed; the first is what `whisper` pulls. */
const SIZES: ReadonlyArray<readonly [name: string, size: number, speed: ModelVariant['speed']]> = [
  ['base', 160, 'moderate'],
  ['tiny', 103, 'fast'],
  ['small', 375, 'moderate'],
  ['medium', 945, 'slow'],
  ['large-v3', 1700, 'slow'],
  ['turbo', 1040, 'slow'],
  ['tiny.en', 103, 'fast'],
  ['base.en', 160, 'moderate'],
  ['small.en', 375, 'moderate'],
  ['distil-small.en', 280, 'moderate'],
  ['distil-medium.en', 570, 'moderate'],
  ['distil-large-v3.5', 980, 'slow'],
];

/** Those that learned to translate into English as well. */
const TRANSLATORS: ReadonlySet<string> = new Set(['base', 'tiny', 'small', 'medium', 'large-v3']);

/** Whisper by OpenAI, and its distillations: about a hundred languages, which it detects. */
export const whisper: ModelCard = {
  ...BY_MINUTE,
  id: 'whisper',
  aliases: ['faster-whisper', 'whisper-large-v3-turbo'],
  name: 'Whisper',
  type: 'stt',
  languages: [],
  licence: 'MIT',
  references: [
    'https://github.com/openai/whisper',
    'https://huggingface.co/distil-whisper',
    'https://k2-fsa.github.io/sherpa/onnx/pretrained_models/whisper/index.html',
    'https://github.com/k2-fsa/sherpa-onnx/blob/634265c9b57642fdd158120148785c89aa281c4b/.github/workflows/export-whisper-to-onnx.yaml',
  ],
  backend: 'sherpa',
  variants: SIZES.map(([name, size, speed]): ModelVariant => {
    const files = {
      encoder: `${name}-encoder.int8.onnx`,
      decoder: `${name}-decoder.int8.onnx`,
      tokens: `${name}-tokens.txt`,
    };
    return {
      id: `whisper-${name}`,
      ...(name.endsWith('.en') && { languages: ['en'] }),
      ...(TRANSLATORS.has(name) && { translates: [['und', 'en']] }),
      bytes: megabytes(size),
      memoryBytes: megabytes(250 + 2 * size),
      speed,
      sampleRate: 16_000,
      sources: [hub(`csukuangfj/sherpa-onnx-whisper-${name}`, Object.values(files))],
      settings: { task: 'recognition', family: 'whisper', files },
    };
  }),
};
