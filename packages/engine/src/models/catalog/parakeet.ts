import type { ModelCard, ModelVariant } from './card.ts';
import { BY_MINUTE, megabytes, release } from './card-defaults.ts';

const FILES = {
  encoder: 'encoder.int8.onnx',
  decoder: 'decoder.int8.onnx',
  joiner: 'joiner.int8.onnx',
  tokens: 'tokens.txt',
};

/** Parakeet TDT by NVIDIA: accurate, with punctuation and word times; 25 European languages in its third version. */
export const parakeet: ModelCard = {
  ...BY_MINUTE,
  id: 'parakeet',
  aliases: ['parakeet-tdt'],
  name: 'Parakeet TDT 0.6B',
  type: 'stt',
  languages: `bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk`.split(' '),
  licence: 'CC-BY-4.0',
  references: [
    'https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3',
    'https://huggingface.co/nvidia/parakeet-tdt-0.6b-v2',
    'https://k2-fsa.github.io/sherpa/onnx/pretrained_models/offline-transducer/nemo-transducer-models.html',
  ],
  backend: 'sherpa',
  variants: [variant('v3'), variant('v2', ['en'])],
};

function variant(version: string, languages?: string[]): ModelVariant {
  return {
    id: `parakeet-tdt-0.6b-${version}-int8`,
    ...(languages && { languages }),
    bytes: megabytes(670),
    memoryBytes: megabytes(1600),
    speed: 'moderate',
    sampleRate: 16_000,
    sources: [release('asr-models', `sherpa-onnx-nemo-parakeet-tdt-0.6b-${version}-int8`, Object.values(FILES))],
    settings: {
      task: 'recognition',
      family: 'transducer',
      files: FILES,
      modelType: 'nemo_transducer',
    },
  };
}
