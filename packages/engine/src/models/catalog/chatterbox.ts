import type { ModelCard } from './card.ts';
import { hub, megabytes, PREMIUM_VOICES } from './card-defaults.ts';

const GRAPHS = ['speech_encoder', 'embed_tokens', 'language_model', 'conditional_decoder'];

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
    'https://github.com/resemble-ai/chatterbox',
  ],
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
          ...GRAPHS.flatMap((name) => [`onnx/${name}.onnx`, `onnx/${name}.onnx_data`]),
          'tokenizer.json',
          'default_voice.wav',
        ]),
      ],
      settings: { family: 'chatterbox' },
    },
  ],
  voices: [],
};
