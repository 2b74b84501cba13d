import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE, FREE_VOICES, megabytes } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { espeakData } from './espeak-data.ts';
import { VOICE_RATE } from './graph-parts.ts';
import {
  tinyStreamingTransducer,
  tinyTransducer,
  tinyWhisper,
  tinyWhisperTokens,
  tinyWordTokens,
} from './tiny-recognizers.ts';
import {
  tinyLexicon,
  tinyMatcha,
  tinyPiper,
  tinyStyled,
  tinyStyles,
  tinyTokens,
  tinyVits,
  tinyVocoder,
} from './tiny-voices.ts';
import { translating } from './translating.ts';

type Settings = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, Uint8Array>>;

/** Words that the made-up VITS knows. */
export const TINY_WORDS = ['hello', 'world', 'tiny', 'voices', 'speak'];
const LADEN_LAYERS = 12;

/** Made-up voices by their family. Those that need eSpeak's data are absent where its package is. */
export async function tinyVoiceModels(): Promise<CardWithFiles[]> {
  const tokens = tinyTokens();
  const data = await espeakData();
  const vits = vitsModel('vits', tinyVits());
  if (!data) return [vits];
  const plain = { model: 'model.onnx', tokens: 'tokens.txt', dataDir: 'espeak-ng-data' };
  const styled = { ...plain, voices: 'voices.bin' };
  const matcha = { ...plain, acousticModel: 'model.onnx', vocoder: 'vocoder.onnx', model: undefined };
  return [
    vits,
    voiceModel('piper', plain, 1, { 'model.onnx': tinyPiper(), 'tokens.txt': tokens, ...data }, 'vits'),
    ...(['kokoro', 'kitten'] as const).map((family) =>
      voiceModel(family, styled, 2, {
        'model.onnx': tinyStyled(family),
        'voices.bin': tinyStyles(family),
        'tokens.txt': tokens,
        ...data,
      }),
    ),
    voiceModel('matcha', JSON.parse(JSON.stringify(matcha)), 1, {
      'model.onnx': tinyMatcha(),
      'vocoder.onnx': tinyVocoder(),
      'tokens.txt': tokens,
      ...data,
    }),
  ];
}

/** The made-up VITS with the work of a real one: half a core for each second of speech and more. */
export function ladenVoiceModel(): CardWithFiles {
  return vitsModel('laden', tinyVits(LADEN_LAYERS));
}

function vitsModel(id: string, model: Uint8Array): CardWithFiles {
  const files = { model: 'model.onnx', lexicon: 'lexicon.txt', tokens: 'tokens.txt' };
  const contents = { 'model.onnx': model, 'lexicon.txt': tinyLexicon(TINY_WORDS), 'tokens.txt': tinyTokens() };
  return voiceModel(id, files, 1, contents, 'vits');
}

/** Made-up recognisers: Whisper, a transducer, and one that hears speech as it comes. */
export function tinyRecognizerModels(): CardWithFiles[] {
  const transducer = { encoder: 'encoder.onnx', decoder: 'decoder.onnx', joiner: 'joiner.onnx', tokens: 'tokens.txt' };
  const { joiner: _, ...whisper } = transducer;
  return [
    translating(
      recognizerModel(
        'whisper',
        [],
        { task: 'recognition', family: 'whisper', files: whisper },
        {
          ...onnxFiles(tinyWhisper()),
          'tokens.txt': tinyWhisperTokens(),
        },
      ),
      ['und', 'en'],
    ),
    recognizerModel(
      'transducer',
      ['en'],
      { task: 'recognition', family: 'transducer', files: transducer },
      {
        ...onnxFiles(tinyTransducer()),
        'tokens.txt': tinyWordTokens(),
      },
    ),
    recognizerModel(
      'streaming',
      ['en'],
      { task: 'streaming-recognition', family: 'transducer', files: transducer },
      {
        ...onnxFiles(tinyStreamingTransducer()),
        'tokens.txt': tinyWordTokens(),
      },
    ),
  ];
}

function onnxFiles(parts: Readonly<Record<string, Uint8Array>>): Files {
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [`${name}.onnx`, bytes]));
}

function voiceModel(id: string, files: Settings, voices: number, contents: Files, family = id): CardWithFiles {
  const card: ModelCard = {
    ...FREE_VOICES,
    ...common(`tiny-${id}`, { task: 'speech', family, files }, contents),
    languages: ['en'],
    voices: Array.from({ length: voices }, (_, speaker) => ({
      id: `${id}_${speaker}`,
      name: `${id} ${speaker}`,
      languages: ['en-US'],
      gender: 'neutral',
      speaker,
    })),
  };
  return { card, files: contents };
}

function recognizerModel(id: string, languages: string[], settings: Settings, contents: Files): CardWithFiles {
  const card: ModelCard = { ...BY_MINUTE, ...common(`tiny-${id}`, settings, contents), type: 'stt', languages };
  return { card, files: contents };
}

function common(id: string, settings: Settings, contents: Files) {
  return {
    id,
    name: id,
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa' as const,
    variants: [
      {
        id: `${id}-1`,
        bytes: megabytes(2),
        memoryBytes: megabytes(200),
        speed: 'fast' as const,
        sampleRate: VOICE_RATE,
        sources: [{ kind: 'hub' as const, repository: `test/${id}`, revision: null, files: Object.keys(contents) }],
        settings,
      },
    ],
  };
}
