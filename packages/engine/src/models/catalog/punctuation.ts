import type { ModelCard } from './card.ts';
import { BY_MINUTE, megabytes, release } from './card-defaults.ts';

const OFFLINE = 'sherpa-onnx-punct-ct-transformer-zh-en-vocab272727-2024-04-12-int8';
const ONLINE = 'sherpa-onnx-online-punct-en-2024-08-06';

/** Models that put punctuation, and case, into what a recogniser wrote. */
export const punctuation: ModelCard = {
  ...BY_MINUTE,
  id: 'punctuation',
  name: 'Punctuation and case',
  type: 'punctuation',
  languages: ['en', 'zh'],
  licence: 'Apache-2.0',
  references: [
    'https://k2-fsa.github.io/sherpa/onnx/punctuation/pretrained_models.html',
    'https://github.com/frankyoujian/Edge-Punct-Casing',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'edge-punct-casing-en',
      languages: ['en'],
      bytes: megabytes(8),
      memoryBytes: megabytes(150),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [release('punctuation-models', ONLINE, ['model.int8.onnx', 'bpe.vocab'])],
      settings: {
        task: 'punctuation',
        family: 'cnnBilstm',
        files: { cnnBilstm: 'model.int8.onnx', bpeVocab: 'bpe.vocab' },
      },
    },
    {
      id: 'ct-transformer-zh-en',
      languages: ['zh', 'en'],
      bytes: megabytes(76),
      memoryBytes: megabytes(300),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [release('punctuation-models', OFFLINE, ['model.int8.onnx', 'tokens.json'])],
      settings: { task: 'punctuation', family: 'ctTransformer', files: { ctTransformer: 'model.int8.onnx' } },
    },
  ],
};
