import type { ModelCard } from '../models/catalog/card.ts';
import { BY_MINUTE, megabytes } from '../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../models/store/__fixtures__/install-cards.ts';
import { sharedData } from './shared-data.ts';

type Kind = Pick<ModelCard, 'id' | 'type' | 'languages' | 'closedVocabulary'> & {
  readonly settings: Record<string, unknown>;
};

/** The five small real models beside the repository, as models that can be installed; none where they are absent. */
export function realModels(): CardWithFiles[] {
  return [
    realModel(
      {
        id: 'letters-digits',
        type: 'stt',
        languages: ['en'],
        closedVocabulary: true,
        settings: {
          task: 'recognition',
          family: 'zipformerCtc',
          files: { model: 'letters-digits.zipformer-ctc.onnx', tokens: 'letters-digits.tokens.txt' },
        },
      },
      ['letters-digits.zipformer-ctc.onnx', 'letters-digits.tokens.txt'],
    ),
    realModel(
      {
        id: 'three-voices',
        type: 'diarization',
        languages: [],
        settings: {
          task: 'diarization',
          family: 'pyannote',
          files: { segmentation: 'pyannote-segmentation-3.0.int8.onnx', embedding: 'speaker-embedding-nnid.onnx' },
          options: { threshold: 0.3 },
        },
      },
      ['pyannote-segmentation-3.0.int8.onnx', 'speaker-embedding-nnid.onnx'],
    ),
    realModel(
      {
        id: 'gtcrn',
        type: 'enhancement',
        languages: [],
        settings: { task: 'denoising', family: 'gtcrn', files: { model: 'gtcrn.onnx' } },
      },
      ['gtcrn.onnx'],
    ),
    realModel(
      {
        id: 'silero-real',
        type: 'voice-activity',
        languages: [],
        settings: { task: 'voice-activity', family: 'sileroVad', files: { model: 'silero_vad.onnx' } },
      },
      ['silero_vad.onnx'],
    ),
  ].flat();
}

function realModel({ settings, ...kind }: Kind, files: string[]): CardWithFiles[] {
  const found = files.map((name) => [name, sharedData(`models/${name}`)] as const);
  const paths = found.flatMap(([name, file]) => (file === undefined ? [] : [[name, file] as const]));
  if (paths.length < files.length) return [];
  const card: ModelCard = {
    ...BY_MINUTE,
    ...kind,
    name: kind.id,
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa',
    variants: [
      {
        id: `${kind.id}-1`,
        bytes: megabytes(4),
        memoryBytes: megabytes(300),
        speed: 'fast',
        sampleRate: 16_000,
        sources: [{ kind: 'hub', repository: `test/${kind.id}`, revision: null, files }],
        settings,
      },
    ],
  };
  return [{ card, files: Object.fromEntries(paths) }];
}
