import type { ModelCard } from './card.ts';
import { FREE_VOICES, hub, megabytes } from './card-defaults.ts';

/** MeloTTS by MyShell: VITS with BERT. The conversions leave BERT out, and exist for Chinese with English, and English. */
export const melotts: ModelCard = {
  ...FREE_VOICES,
  id: 'melotts',
  aliases: ['melo-tts'],
  name: 'MeloTTS',
  languages: ['en', 'zh'],
  licence: 'MIT',
  references: [
    'https://github.com/myshell-ai/MeloTTS',
    'https://k2-fsa.github.io/sherpa/onnx/tts/pretrained_models/vits.html',
    'https://huggingface.co/csukuangfj/vits-melo-tts-zh_en',
    'https://huggingface.co/csukuangfj/vits-melo-tts-en',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'vits-melo-tts-zh_en',
      languages: ['zh', 'en'],
      bytes: megabytes(180),
      memoryBytes: megabytes(550),
      speed: 'moderate',
      sampleRate: 44_100,
      sources: [
        hub('csukuangfj/vits-melo-tts-zh_en', [
          'model.onnx',
          'lexicon.txt',
          'tokens.txt',
          'date.fst',
          'number.fst',
          'phone.fst',
        ]),
      ],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model: 'model.onnx', lexicon: 'lexicon.txt', tokens: 'tokens.txt' },
        ruleFsts: ['phone.fst', 'date.fst', 'number.fst'],
      },
    },
    {
      id: 'vits-melo-tts-en',
      languages: ['en'],
      bytes: megabytes(180),
      memoryBytes: megabytes(550),
      speed: 'moderate',
      sampleRate: 44_100,
      sources: [hub('csukuangfj/vits-melo-tts-en', ['model.onnx', 'lexicon.txt', 'tokens.txt'])],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model: 'model.onnx', lexicon: 'lexicon.txt', tokens: 'tokens.txt' },
      },
    },
  ],
  voices: [
    {
      id: 'melo-zh',
      name: 'Melo Chinese',
      languages: ['zh', 'en'],
      gender: 'female',
      speaker: 0,
      variant: 'vits-melo-tts-zh_en',
    },
    {
      id: 'melo-en',
      name: 'Melo English',
      languages: ['en'],
      gender: 'female',
      speaker: 0,
      variant: 'vits-melo-tts-en',
    },
  ],
};
