import type { ModelCard } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

const REPOSITORY = 'csukuangfj/sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17';

/** SenseVoice small by FunAudioLLM: five languages, which it detects, fifteen times as fast as Whisper large. */
export const sensevoice: ModelCard = {
  ...BY_MINUTE,
  id: 'sensevoice',
  aliases: ['sense-voice'],
  name: 'SenseVoice',
  type: 'stt',
  languages: ['zh', 'en', 'ja', 'ko', 'yue'],
  licence: 'LicenseRef-FunASR-Model-1.1',
  references: [
    'https://github.com/FunAudioLLM/SenseVoice',
    'https://k2-fsa.github.io/sherpa/onnx/sense-voice/pretrained.html',
    `https://huggingface.co/${REPOSITORY}`,
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'sensevoice-small-int8',
      bytes: megabytes(240),
      memoryBytes: megabytes(700),
      speed: 'fast',
      sampleRate: 16_000,
      sources: [hub(REPOSITORY, ['model.int8.onnx', 'tokens.txt'])],
      settings: {
        task: 'recognition',
        family: 'senseVoice',
        files: { model: 'model.int8.onnx', tokens: 'tokens.txt' },
        options: { useInverseTextNormalization: 1 },
      },
    },
  ],
};
