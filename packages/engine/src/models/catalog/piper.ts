import type { ModelCard, ModelVariant } from './card.ts';
import { FREE_VOICES, megabytes, release } from './card-defaults.ts';
import { type PiperVoice, piperVoices } from './piper-voices.ts';

/** What a voice of some quality takes. */
const SIZES: Readonly<Record<string, { readonly bytes: number; readonly sampleRate: number }>> = {
  x_low: { bytes: megabytes(28), sampleRate: 16_000 },
  low: { bytes: megabytes(67), sampleRate: 16_000 },
  medium: { bytes: megabytes(67), sampleRate: 22_050 },
  high: { bytes: megabytes(115), sampleRate: 22_050 },
};

/** Chinese voices that come with a lexicon rather than with eSpeak's data. */
const BY_LEXICON = ['zh_CN-xiao_ya-medium', 'zh_CN-chaowen-medium'];

const voices = piperVoices();

/** Piper: small VITS models, one for each voice, in some forty languages. */
export const piper: ModelCard = {
  ...FREE_VOICES,
  id: 'piper',
  name: 'Piper',
  languages: [...new Set(voices.flatMap(({ languages }) => languages.map((tag) => tag.slice(0, 2))))].sort(),
  licence: 'LicenseRef-piper-voice',
  references: [
    'https://huggingface.co/rhasspy/piper-voices',
    'https://k2-fsa.github.io/sherpa/onnx/tts/piper.html',
    'https://github.com/k2-fsa/sherpa-onnx/blob/634265c9b57642fdd158120148785c89aa281c4b/scripts/apk/generate-tts-apk-script.py',
  ],
  backend: 'sherpa',
  variants: voices.map(variant).sort((a, b) => Number(isDefault(b)) - Number(isDefault(a))),
  voices: voices.map(({ quality: _, ...voice }) => voice),
};

function isDefault({ id }: ModelVariant): boolean {
  return id === 'vits-piper-en_US-lessac-medium';
}

function variant({ id, languages, quality }: PiperVoice): ModelVariant {
  const folder = `vits-piper-${id}`;
  const model = `${id}.onnx`;
  const common = {
    id: folder,
    languages,
    ...(SIZES[quality] ?? { bytes: megabytes(67), sampleRate: 22_050 }),
    memoryBytes: megabytes(quality === 'high' ? 500 : 300),
    speed: quality === 'high' ? 'moderate' : 'fast',
  } as const;
  if (BY_LEXICON.includes(id)) {
    const rules = ['phone.fst', 'date.fst', 'number.fst'];
    return {
      ...common,
      sources: [release('tts-models', folder, [model, 'tokens.txt', 'lexicon.txt', ...rules])],
      settings: {
        task: 'speech',
        family: 'vits',
        files: { model, tokens: 'tokens.txt', lexicon: 'lexicon.txt' },
        ruleFsts: rules,
      },
    };
  }
  return {
    ...common,
    sources: [release('tts-models', folder, [model, 'tokens.txt', 'espeak-ng-data/'])],
    settings: {
      task: 'speech',
      family: 'vits',
      files: { model, tokens: 'tokens.txt', dataDir: 'espeak-ng-data' },
    },
  };
}
