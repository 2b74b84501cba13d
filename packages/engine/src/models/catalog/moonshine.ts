import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, megabytes, release } from './card-defaults.ts';

/** Moonshine by Useful Sensors: English, small, made for live use. */
export const moonshine: ModelCard = {
  ...BY_MINUTE,
  id: 'moonshine',
  name: 'Moonshine',
  type: 'stt',
  languages: ['en'],
  licence: 'MIT',
  references: [
    'https://github.com/moonshine-ai/moonshine',
    'https://k2-fsa.github.io/sherpa/onnx/moonshine/models.html',
  ],
  backend: 'sherpa',
  variants: [variant('base', 280), variant('tiny', 125)],
};

function variant(size: string, bytes: number): ModelVariant {
  const files = {
    preprocessor: 'preprocess.onnx',
    encoder: 'encode.int8.onnx',
    uncachedDecoder: 'uncached_decode.int8.onnx',
    cachedDecoder: 'cached_decode.int8.onnx',
    tokens: 'tokens.txt',
  };
  const id = `moonshine-${size}-en-int8`;
  return {
    id,
    bytes: megabytes(bytes),
    memoryBytes: megabytes(250 + 2 * bytes),
    speed: 'fast',
    sampleRate: 16_000,
    sources: [release('asr-models', `sherpa-onnx-${id}`, Object.values(files))],
    settings: { task: 'recognition', family: 'moonshine', files },
  };
}
