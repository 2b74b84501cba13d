import type { ModelCard } from './card.ts';
import { hub, megabytes, PREMIUM_VOICES } from './card-defaults.ts';
import { outeSpeakers } from './outetts-voices.ts';

const PROFILE = 'en-female-1-neutral.json';
const PROFILES =
  'https://raw.githubusercontent.com/edwko/OuteTTS/f5eac6e70d792844c6a6959d900a47af2c061a5b/outetts/version/v3/default_speakers/json';

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
    'https://github.com/edwko/OuteTTS',
    // The names of both halves of the codec, and of their inputs.
    'https://github.com/JohnBrandt00/llammatts/blob/main/src/LlamaTts.Core/Download/ModelDownloader.cs',
  ],
  notes:
    'The names of the language model are those that Transformers.js looks for; the publisher lists none. Of its speakers, ' +
    'the profile of one is published: EN-FEMALE-1-NEUTRAL. It clones from a recording whose words are found in time.',
  backend: 'onnx',
  variants: [
    {
      id: 'outetts-1.0-0.6b',
      bytes: megabytes(2600),
      memoryBytes: megabytes(4000),
      speed: 'slow',
      sampleRate: 24_000,
      sources: [
        hub('OuteAI/OuteTTS-1.0-0.6B-ONNX', [
          'onnx/model.onnx',
          'onnx/model.onnx_data',
          'tokenizer.json',
          'tokenizer_config.json',
        ]),
        hub('OuteAI/DAC-speech-v1.0-ONNX', ['onnx/decoder_model.onnx', 'onnx/encoder_model.onnx']),
        {
          kind: 'file',
          url: `${PROFILES}/${PROFILE}`,
          sha256: '6bb6bacca60c9759741d849c2baf2af3f6263a51b759d67826ef39e1efc4436c',
          path: PROFILE,
        },
      ],
      settings: {
        family: 'outetts',
        files: {
          languageModel: 'onnx/model.onnx',
          codec: 'onnx/decoder_model.onnx',
          encoder: 'onnx/encoder_model.onnx',
          tokenizer: 'tokenizer.json',
          tokenizerConfig: 'tokenizer_config.json',
        },
        clones: 'audio-and-words',
        profiles: [PROFILE],
      },
    },
  ],
  voices: outeSpeakers(),
};
