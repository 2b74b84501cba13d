import type { ModelType } from '@potoo/core';
import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE, megabytes } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import {
  tinyDenoiser,
  tinyPunctuation,
  tinySegmentation,
  tinySenseTokens,
  tinySenseVoice,
  tinySpeakerEmbedding,
  tinyVoiceActivity,
} from './tiny-speech-tools.ts';

/** Made-up models of the families that are neither voices nor the recognisers of `tiny-models.ts`. */
export function tinyToolModels(): CardWithFiles[] {
  return [
    toolModel('vad', 'voice-activity', { task: 'voice-activity', family: 'sileroVad' }, { model: tinyVoiceActivity() }),
    toolModel('gtcrn', 'enhancement', { task: 'denoising', family: 'gtcrn' }, { model: tinyDenoiser() }),
    toolModel(
      'speakers',
      'diarization',
      { task: 'diarization', family: 'pyannote' },
      {
        segmentation: tinySegmentation(),
        embedding: tinySpeakerEmbedding(),
      },
    ),
    toolModel(
      'embedding',
      'speaker-embedding',
      { task: 'speaker-embedding', family: 'embedding' },
      {
        model: tinySpeakerEmbedding(),
      },
    ),
    toolModel(
      'punctuation',
      'punctuation',
      { task: 'punctuation', family: 'ctTransformer' },
      {
        ctTransformer: tinyPunctuation(),
      },
    ),
    toolModel(
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

type Parts = Readonly<Record<string, Uint8Array>>;

function toolModel(
  name: string,
  type: Extract<ModelType, ModelCard['type']>,
  settings: Readonly<Record<string, unknown>>,
  graphs: Parts,
  texts: Parts = {},
): CardWithFiles {
  const id = `tiny-${name}`;
  const named = [
    ...Object.entries(graphs).map(([part, bytes]) => [part, `${part}.onnx`, bytes] as const),
    ...Object.entries(texts).map(([part, bytes]) => [part, `${part}.txt`, bytes] as const),
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
