import type { ModelType } from '@potoo/core';
import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE, megabytes } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { tinyPieces, tinyPunctuation, tinyPunctuationAndCase } from './tiny-punctuation.ts';
import {
  tinyDenoiser,
  tinySegmentation,
  tinySenseTokens,
  tinySenseVoice,
  tinySpeakerEmbedding,
  tinyVoiceActivity,
} from './tiny-speech-tools.ts';

/** Made-up models of the families that are neither voices nor the recognisers of `tiny-models.ts`. */
export function tinyToolModels(): CardWithFiles[] {
  return [
    sherpaModel(
      'vad',
      'voice-activity',
      { task: 'voice-activity', family: 'sileroVad' },
      { model: tinyVoiceActivity() },
    ),
    sherpaModel('gtcrn', 'enhancement', { task: 'denoising', family: 'gtcrn' }, { model: tinyDenoiser() }),
    sherpaModel(
      'speakers',
      'diarization',
      { task: 'diarization', family: 'pyannote' },
      {
        segmentation: tinySegmentation(),
        embedding: tinySpeakerEmbedding(),
      },
    ),
    sherpaModel(
      'embedding',
      'speaker-embedding',
      { task: 'speaker-embedding', family: 'embedding' },
      {
        model: tinySpeakerEmbedding(),
      },
    ),
    withLanguages(['zh', 'en'], punctuation('ctTransformer', 'punctuation', tinyPunctuation())),
    withLanguages(
      ['en'],
      punctuation('cnnBilstm', 'punctuation-case', tinyPunctuationAndCase(), { 'bpeVocab.vocab': tinyPieces() }),
    ),
    sherpaModel(
      'sense',
      'stt',
      { task: 'recognition', family: 'senseVoice' },
      { model: tinySenseVoice() },
      {
        tokens: tinySenseTokens(),
      },
    ),
  ];
}

function punctuation(family: string, name: string, graph: Uint8Array, texts?: Parts): CardWithFiles {
  return sherpaModel(name, 'punctuation', { task: 'punctuation', family }, { [family]: graph }, texts);
}

function withLanguages(languages: string[], { card, files }: CardWithFiles): CardWithFiles {
  return { card: { ...card, languages }, files };
}

type Parts = Readonly<Record<string, Uint8Array>>;

/**
 * A model for sherpa-onnx.
 * @param graphs - By their names in the configuration; files are named after them.
 * @param texts - The same, of other files; a name may come with its ending, which is `.txt` otherwise.
 */
export function sherpaModel(
  name: string,
  type: Extract<ModelType, ModelCard['type']>,
  settings: Readonly<Record<string, unknown>>,
  graphs: Parts,
  texts: Parts = {},
): CardWithFiles {
  const id = `tiny-${name}`;
  const named = [
    ...Object.entries(graphs).map(([part, bytes]) => [part, `${part}.onnx`, bytes] as const),
    ...Object.entries(texts).map(([part, bytes]) => [part.split('.', 1)[0], textFile(part), bytes] as const),
  ];
  const files = Object.fromEntries(named.map(([, file, bytes]) => [file, bytes]));
  const card: ModelCard = {
    ...BY_MINUTE,
    id,
    name: id,
    type,
    languages: [],
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa',
    variants: [
      {
        id: `${id}-1`,
        bytes: megabytes(2),
        memoryBytes: megabytes(200),
        speed: 'fast',
        sampleRate: 16_000,
        sources: [{ kind: 'hub', repository: `test/${id}`, revision: null, files: Object.keys(files) }],
        settings: { ...settings, files: Object.fromEntries(named.map(([part, file]) => [part, file])) },
      },
    ],
  };
  return { card, files };
}

function textFile(part: string): string {
  return part.includes('.') ? part : `${part}.txt`;
}
