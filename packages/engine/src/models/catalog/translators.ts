import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

const FILES = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/encoder_model_quantized.onnx',
  'onnx/decoder_model_merged_quantized.onnx',
];
const PAIRS = [
  'en-de',
  'de-en',
  'en-fr',
  'fr-en',
  'en-es',
  'es-en',
  'en-nl',
  'nl-en',
  'en-ru',
  'ru-en',
  'en-zh',
  'zh-en',
];

/** Models that translate text, for speech translation. */
export const translators: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'opus-mt',
    name: 'Opus-MT',
    type: 'translation',
    languages: ['en', 'de', 'fr', 'es', 'nl', 'ru', 'zh'],
    licence: 'CC-BY-4.0',
    references: ['https://github.com/Helsinki-NLP/Opus-MT', 'https://huggingface.co/Xenova/opus-mt-en-de'],
    backend: 'onnx',
    variants: PAIRS.map(
      (pair): ModelVariant => ({
        ...translator(`opus-mt-${pair}`, `Xenova/opus-mt-${pair}`, 110),
        languages: pair.split('-'),
      }),
    ),
  },
  {
    ...BY_MINUTE,
    id: 'nllb',
    aliases: ['nllb-200'],
    name: 'NLLB 200 distilled',
    type: 'translation',
    languages: [],
    licence: 'CC-BY-NC-4.0',
    references: [
      'https://huggingface.co/facebook/nllb-200-distilled-600M',
      'https://huggingface.co/Xenova/nllb-200-distilled-600M',
    ],
    backend: 'onnx',
    variants: [translator('nllb-200-distilled-600m', 'Xenova/nllb-200-distilled-600M', 900)],
  },
];

function translator(id: string, repository: string, size: number): ModelVariant {
  return {
    id,
    bytes: megabytes(size),
    memoryBytes: megabytes(300 + 2 * size),
    speed: 'moderate',
    sampleRate: 16_000,
    sources: [hub(repository, FILES)],
    settings: { family: 'translation' },
  };
}
