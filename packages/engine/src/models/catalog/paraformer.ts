import type { ModelCard } from './card.ts';
import { BY_MINUTE, hub, megabytes, release } from './card-defaults.ts';

const STREAMING = 'sherpa-onnx-streaming-paraformer-bilingual-zh-en';

/** Paraformer by Alibaba DAMO: Chinese with English, at once or as it is spoken. */
export const paraformer: ModelCard = {
  ...BY_MINUTE,
  id: 'paraformer',
  name: 'Paraformer',
  type: 'stt',
  supportsStreaming: true,
  languages: ['zh', 'en'],
  licence: 'LicenseRef-FunASR-Model-1.1',
  references: [
    'https://github.com/modelscope/FunASR',
    'https://k2-fsa.github.io/sherpa/onnx/pretrained_models/online-paraformer/paraformer-models.html',
    'https://huggingface.co/csukuangfj/sherpa-onnx-paraformer-zh-2023-03-28',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'paraformer-zh-2023-03-28',
      bytes: megabytes(240),
      memoryBytes: megabytes(700),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [hub('csukuangfj/sherpa-onnx-paraformer-zh-2023-03-28', ['model.int8.onnx', 'tokens.txt'])],
      settings: {
        task: 'recognition',
        family: 'paraformer',
        files: { model: 'model.int8.onnx', tokens: 'tokens.txt' },
      },
    },
    {
      id: 'streaming-paraformer-bilingual-zh-en',
      bytes: megabytes(235),
      memoryBytes: megabytes(700),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [release('asr-models', STREAMING, ['encoder.int8.onnx', 'decoder.int8.onnx', 'tokens.txt'])],
      settings: {
        task: 'streaming-recognition',
        family: 'paraformer',
        files: { encoder: 'encoder.int8.onnx', decoder: 'decoder.int8.onnx', tokens: 'tokens.txt' },
      },
    },
  ],
};
