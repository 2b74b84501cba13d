import type { ModelCard } from './card.ts';
import { hub, megabytes, PREMIUM_VOICES } from './card-defaults.ts';

const GRAPHS = {
  speechEncoder: 'onnx/speech_encoder.onnx',
  embedTokens: 'onnx/embed_tokens.onnx',
  languageModel: 'onnx/language_model.onnx',
  conditionalDecoder: 'onnx/conditional_decoder.onnx',
};

/** Chatterbox by Resemble AI: clones from a few seconds of audio, with a knob for how much it acts. */
export const chatterbox: ModelCard = {
  ...PREMIUM_VOICES,
  id: 'chatterbox',
  name: 'Chatterbox',
  languages: ['en'],
  licence: 'MIT',
  references: [
    'https://huggingface.co/onnx-community/chatterbox-ONNX',
    'https://huggingface.co/onnx-community/chatterbox-onnx/tree/main/onnx',
    // The names of the graphs, and of the files that hold their weights.
    'https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/models/session_config.js',
    'https://github.com/rsaranusc/chatterbox-onnx-gpu/blob/main/chatterbox_onnx/__init__.py',
    'https://github.com/resemble-ai/chatterbox',
    'https://github.com/huggingface/transformers.js/blob/main/packages/transformers/src/models/chatterbox/modeling_chatterbox.js',
  ],
  notes: 'It speaks in the voice of a recording only. The watermark that the Python package adds is not added.',
  backend: 'onnx',
  variants: [
    {
      id: 'chatterbox-onnx',
      bytes: megabytes(3300),
      memoryBytes: megabytes(5000),
      speed: 'slow',
      sampleRate: 24_000,
      sources: [
        hub('onnx-community/chatterbox-ONNX', [
          ...Object.values(GRAPHS).flatMap((graph) => [graph, `${graph}_data`]),
          'tokenizer.json',
        ]),
      ],
      settings: { family: 'chatterbox', files: { ...GRAPHS, tokenizer: 'tokenizer.json' }, clones: 'audio' },
    },
  ],
  voices: [],
};
