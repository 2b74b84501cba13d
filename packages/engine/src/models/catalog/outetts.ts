import type { ModelCard } from './card.ts';
import { hub, megabytes, PREMIUM_VOICES } from './card-defaults.ts';
import { outeSpeakers } from './outetts-voices.ts';

/** OuteTTS 1.0, 0.6 billion parameters: a language model that writes the codes of the DAC speech codec. */
export const outetts: ModelCard = {
  ...PREMIUM_VOICES,
  id: 'OuteTTS-1-Pro',
  aliases: ['outetts', 'OuteTTS-1.0'],
  name: 'OuteTTS 1 Pro',
  languages: ['en', 'de', 'fr', 'hu', 'it', 'ja', 'ko', 'lv', 'nl', 'pl', 'ru', 'zh'],
  licence: 'Apache-2.0 AND CDLA-Permissive-2.0',
  references: [
    'https://huggingface.co/OuteAI/OuteTTS-1.0-0.6B-ONNX',
    'https://huggingface.co/OuteAI/DAC-speech-v1.0-ONNX',
    'https://huggingface.co/OpenVoiceOS/phoonnx-outetts',
  ],
  backend: 'onnx',
  variants: [
    {
      id: 'outetts-1.0-0.6b',
      bytes: megabytes(2600),
      memoryBytes: megabytes(4000),
      speed: 'slow',
      sampleRate: 24_000,
      sources: [
        hub('OuteAI/OuteTTS-1.0-0.6B-ONNX', ['onnx/', 'tokenizer.json', 'tokenizer_config.json', 'config.json']),
        hub('OuteAI/DAC-speech-v1.0-ONNX', ['onnx/']),
      ],
      settings: { family: 'outetts' },
    },
  ],
  voices: outeSpeakers(),
};
