import type { ModelCard } from './card.ts';
import { BY_MINUTE, megabytes, release, releaseFile } from './card-defaults.ts';

const SEGMENTATION = 'sherpa-onnx-pyannote-segmentation-3-0';
const TITANET = 'nemo_en_titanet_small.onnx';
const ERES2NET = '3dspeaker_speech_eres2net_base_sv_zh-cn_3dspeaker_16k.onnx';
// The releases spell it so.
const EMBEDDINGS = 'speaker-recongition-models';

/** Models that tell speakers apart, and that know one again. */
export const speakers: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'pyannote',
    aliases: ['diarization', 'pyannote-segmentation-3.0'],
    name: 'pyannote segmentation 3.0 with TitaNet',
    type: 'diarization',
    languages: [],
    licence: 'MIT AND CC-BY-4.0',
    references: [
      'https://huggingface.co/pyannote/segmentation-3.0',
      'https://k2-fsa.github.io/sherpa/onnx/speaker-diarization/models.html',
    ],
    backend: 'sherpa',
    variants: [
      {
        id: 'pyannote-3.0-titanet-small',
        bytes: megabytes(42),
        memoryBytes: megabytes(400),
        speed: 'fast',
        sampleRate: 16_000,
        sources: [
          release('speaker-segmentation-models', SEGMENTATION, ['model.int8.onnx']),
          releaseFile(EMBEDDINGS, TITANET),
        ],
        settings: {
          task: 'diarization',
          family: 'pyannote',
          files: { segmentation: 'model.int8.onnx', embedding: TITANET },
          options: { threshold: 0.5 },
        },
      },
      {
        id: 'pyannote-3.0-eres2net',
        bytes: megabytes(42),
        memoryBytes: megabytes(400),
        speed: 'moderate',
        sampleRate: 16_000,
        sources: [
          release('speaker-segmentation-models', SEGMENTATION, ['model.int8.onnx']),
          releaseFile(EMBEDDINGS, ERES2NET),
        ],
        settings: {
          task: 'diarization',
          family: 'pyannote',
          files: { segmentation: 'model.int8.onnx', embedding: ERES2NET },
          options: { threshold: 0.5 },
        },
      },
    ],
  },
  {
    ...BY_MINUTE,
    id: 'titanet',
    aliases: ['speaker-embedding'],
    name: 'TitaNet small',
    type: 'speaker-embedding',
    languages: [],
    licence: 'CC-BY-4.0',
    references: [
      'https://catalog.ngc.nvidia.com/orgs/nvidia/teams/nemo/models/titanet_small',
      'https://k2-fsa.github.io/sherpa/onnx/speaker-diarization/models.html',
    ],
    backend: 'sherpa',
    variants: [
      {
        id: 'titanet-small',
        bytes: megabytes(40),
        memoryBytes: megabytes(300),
        speed: 'fast',
        sampleRate: 16_000,
        sources: [releaseFile(EMBEDDINGS, TITANET)],
        settings: { task: 'speaker-embedding', family: 'embedding', files: { model: TITANET } },
      },
    ],
  },
];
