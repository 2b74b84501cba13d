import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, hub, megabytes, release } from './card-defaults.ts';

/** Zipformer transducers by the Next-gen Kaldi project: words as they are spoken, and small models for single languages. */
export const zipformer: ModelCard = {
  ...BY_MINUTE,
  id: 'zipformer',
  name: 'Zipformer',
  type: 'stt',
  supportsStreaming: true,
  languages: ['en', 'zh', 'ru'],
  licence: 'Apache-2.0',
  references: [
    'https://k2-fsa.github.io/sherpa/onnx/pretrained_models/online-transducer/zipformer-transducer-models.html',
    'https://k2-fsa.github.io/sherpa/onnx/pretrained_models/offline-transducer/zipformer-transducer-models.html',
    'https://huggingface.co/csukuangfj/sherpa-onnx-streaming-zipformer-en-2023-02-21',
    'https://huggingface.co/csukuangfj/sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20',
  ],
  backend: 'sherpa',
  variants: [
    streaming('streaming-zipformer-en-2023-02-21', ['en'], 'epoch-99-avg-1', 190),
    streaming('streaming-zipformer-bilingual-zh-en-2023-02-20', ['zh', 'en'], 'epoch-99-avg-1', 200),
    {
      id: 'zipformer-en-2023-04-01',
      languages: ['en'],
      bytes: megabytes(75),
      memoryBytes: megabytes(400),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [release('asr-models', 'sherpa-onnx-zipformer-en-2023-04-01', Object.values(files('epoch-99-avg-1')))],
      settings: {
        task: 'recognition',
        family: 'transducer',
        files: files('epoch-99-avg-1'),
      },
    },
  ],
};

function streaming(id: string, languages: string[], checkpoint: string, size: number): ModelVariant {
  const parts = files(checkpoint);
  return {
    id,
    languages,
    bytes: megabytes(size),
    memoryBytes: megabytes(250 + 2 * size),
    speed: 'fast',
    sampleRate: 16_000,
    sources: [hub(`csukuangfj/sherpa-onnx-${id}`, Object.values(parts))],
    settings: { task: 'streaming-recognition', family: 'transducer', files: parts },
  };
}

/** The decoder stays in 32 bits: 8 bits would save little there and cost words. */
function files(checkpoint: string): Record<string, string> {
  const names = ['encoder', 'decoder', 'joiner'].map((part) => {
    const suffix = part === 'decoder' ? '' : '.int8';
    return [part, `${part}-${checkpoint}${suffix}.onnx`];
  });
  return { ...Object.fromEntries(names), tokens: 'tokens.txt' };
}
