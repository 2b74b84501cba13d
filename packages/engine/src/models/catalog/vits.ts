import type { ModelCard } from './card.ts';
import { FREE_VOICES, megabytes, release } from './card-defaults.ts';

/** VITS as its authors trained it, and other voices of that kind that are no Piper. */
export const vits: ModelCard = {
  ...FREE_VOICES,
  id: 'vits',
  name: 'VITS',
  languages: ['en', 'de', 'zh'],
  licence: 'LicenseRef-vits-voice',
  references: [
    'https://k2-fsa.github.io/sherpa/onnx/tts/pretrained_models/vits.html',
    'https://github.com/jaywalnut310/vits',
    'https://github.com/coqui-ai/TTS',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'vits-ljs',
      languages: ['en-US'],
      bytes: megabytes(115),
      memoryBytes: megabytes(450),
      speed: 'moderate',
      sampleRate: 22_050,
      sources: [release('tts-models', 'vits-ljs', ['vits-ljs.onnx', 'lexicon.txt', 'tokens.txt'])],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model: 'vits-ljs.onnx', lexicon: 'lexicon.txt', tokens: 'tokens.txt' },
      },
    },
    {
      id: 'vits-vctk',
      languages: ['en-GB'],
      bytes: megabytes(122),
      memoryBytes: megabytes(450),
      speed: 'moderate',
      sampleRate: 22_050,
      sources: [release('tts-models', 'vits-vctk', ['vits-vctk.onnx', 'lexicon.txt', 'tokens.txt'])],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model: 'vits-vctk.onnx', lexicon: 'lexicon.txt', tokens: 'tokens.txt' },
      },
    },
    {
      id: 'vits-coqui-de-css10',
      languages: ['de'],
      bytes: megabytes(115),
      memoryBytes: megabytes(450),
      speed: 'moderate',
      sampleRate: 22_050,
      sources: [release('tts-models', 'vits-coqui-de-css10', ['model.onnx', 'tokens.txt'])],
      settings: { task: 'speech', family: 'vits', files: { model: 'model.onnx', tokens: 'tokens.txt' } },
    },
    {
      id: 'sherpa-onnx-vits-zh-ll',
      languages: ['zh'],
      bytes: megabytes(125),
      memoryBytes: megabytes(450),
      speed: 'moderate',
      sampleRate: 16_000,
      sources: [
        release('tts-models', 'sherpa-onnx-vits-zh-ll', [
          'model.onnx',
          'tokens.txt',
          'lexicon.txt',
          'date.fst',
          'phone.fst',
          'number.fst',
        ]),
      ],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model: 'model.onnx', tokens: 'tokens.txt', lexicon: 'lexicon.txt' },
        ruleFsts: ['date.fst', 'phone.fst', 'number.fst'],
      },
    },
  ],
  voices: [
    { id: 'ljs', name: 'LJ', languages: ['en-US'], gender: 'female', speaker: 0, variant: 'vits-ljs' },
    { id: 'css10-de', name: 'CSS10', languages: ['de'], gender: 'male', speaker: 0, variant: 'vits-coqui-de-css10' },
    ...numbered('vctk', 109, 'en-GB', 'vits-vctk'),
    ...numbered('zh-ll', 5, 'zh', 'sherpa-onnx-vits-zh-ll'),
  ],
};

/** The voices of a model that knows its speakers by number only. */
function numbered(prefix: string, count: number, language: string, variant: string): ModelCard['voices'] {
  return Array.from({ length: count }, (_, speaker) => ({
    id: `${prefix}-${speaker}`,
    name: `${prefix.toUpperCase()} ${speaker}`,
    languages: [language],
    gender: 'neutral',
    speaker,
    variant,
  }));
}
