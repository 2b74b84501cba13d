import type { ModelCard } from './card.ts';
import { FREE_VOICES, megabytes, release, releaseFile } from './card-defaults.ts';

const VOCODER = 'vocos-22khz-univ.onnx';

/** Matcha-TTS: flow matching, with the Vocos vocoder. */
export const matcha: ModelCard = {
  ...FREE_VOICES,
  id: 'matcha',
  aliases: ['matcha-tts'],
  name: 'Matcha-TTS',
  languages: ['en', 'zh'],
  licence: 'MIT AND Apache-2.0',
  references: [
    'https://github.com/shivammehta25/Matcha-TTS',
    'https://k2-fsa.github.io/sherpa/onnx/tts/pretrained_models/matcha.html',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'matcha-icefall-en_US-ljspeech',
      languages: ['en-US'],
      bytes: megabytes(135),
      memoryBytes: megabytes(500),
      speed: 'fast',
      sampleRate: 22_050,
      sources: [
        release('tts-models', 'matcha-icefall-en_US-ljspeech', ['model-steps-3.onnx', 'tokens.txt', 'espeak-ng-data/']),
        releaseFile('vocoder-models', VOCODER),
      ],
      settings: {
        task: 'speech',
        family: 'matcha',
        files: {
          acousticModel: 'model-steps-3.onnx',
          vocoder: VOCODER,
          tokens: 'tokens.txt',
          dataDir: 'espeak-ng-data',
        },
      },
    },
    {
      id: 'matcha-icefall-zh-baker',
      languages: ['zh'],
      bytes: megabytes(130),
      memoryBytes: megabytes(500),
      speed: 'fast',
      sampleRate: 22_050,
      sources: [
        release('tts-models', 'matcha-icefall-zh-baker', [
          'model-steps-3.onnx',
          'tokens.txt',
          'lexicon.txt',
          'phone.fst',
          'date.fst',
          'number.fst',
        ]),
        releaseFile('vocoder-models', VOCODER),
      ],
      settings: {
        task: 'speech',
        family: 'matcha',
        files: { acousticModel: 'model-steps-3.onnx', vocoder: VOCODER, tokens: 'tokens.txt', lexicon: 'lexicon.txt' },
        ruleFsts: ['phone.fst', 'date.fst', 'number.fst'],
      },
    },
  ],
  voices: [
    {
      id: 'matcha-ljspeech',
      name: 'LJ',
      languages: ['en-US'],
      gender: 'female',
      speaker: 0,
      variant: 'matcha-icefall-en_US-ljspeech',
    },
    {
      id: 'matcha-baker',
      name: 'Baker',
      languages: ['zh'],
      gender: 'female',
      speaker: 0,
      variant: 'matcha-icefall-zh-baker',
    },
  ],
};
