import type { ModelCard } from './card.ts';
import { BY_MINUTE, hub, megabytes, release } from './card-defaults.ts';

const DEMUCS = 'StemSplitio/htdemucs-onnx';
const DEMUCS_6 = 'StemSplitio/htdemucs-6s-onnx';
const SPLEETER = 'sherpa-onnx-spleeter-2stems-fp16';
const SPLEETER_4 = 'Best-Practice/spleeter-4stems-onnx';
const STEMS_4 = ['vocals', 'drums', 'bass', 'other'];

/** Networks that split music into stems. */
export const separators: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'demucs',
    aliases: ['htdemucs', 'ht-demucs'],
    name: 'Demucs',
    type: 'separation',
    languages: [],
    licence: 'MIT',
    references: [
      'https://github.com/facebookresearch/demucs',
      `https://huggingface.co/${DEMUCS}`,
      `https://huggingface.co/${DEMUCS_6}`,
    ],
    backend: 'onnx',
    variants: [
      {
        id: 'htdemucs-4-stems',
        bytes: megabytes(166),
        memoryBytes: megabytes(2500),
        speed: 'slow',
        sampleRate: 44_100,
        sources: [hub(DEMUCS, ['htdemucs_fp16weights.onnx'])],
        settings: { family: 'htdemucs', files: { model: 'htdemucs_fp16weights.onnx' }, stems: 4 },
      },
      {
        id: 'htdemucs-6-stems',
        bytes: megabytes(136),
        memoryBytes: megabytes(2500),
        speed: 'slow',
        sampleRate: 44_100,
        sources: [hub(DEMUCS_6, ['htdemucs_6s_fp16weights.onnx'])],
        settings: { family: 'htdemucs', files: { model: 'htdemucs_6s_fp16weights.onnx' }, stems: 6 },
      },
    ],
  },
  {
    ...BY_MINUTE,
    id: 'spleeter',
    name: 'Spleeter',
    type: 'separation',
    languages: [],
    licence: 'MIT',
    references: [
      'https://github.com/deezer/spleeter',
      'https://github.com/k2-fsa/sherpa-onnx/blob/634265c9b57642fdd158120148785c89aa281c4b/.github/scripts/test-offline-source-separation.sh',
      `https://huggingface.co/${SPLEETER_4}`,
      'https://github.com/madewith-bestpractice/spleeter-4stems-onnx',
    ],
    notes: 'The model with five stems needs a card of your own: see docs/models.md.',
    backend: 'onnx',
    variants: [
      {
        id: 'spleeter-2-stems',
        bytes: megabytes(37),
        memoryBytes: megabytes(1000),
        speed: 'fast',
        sampleRate: 44_100,
        sources: [release('source-separation-models', SPLEETER, ['vocals.fp16.onnx', 'accompaniment.fp16.onnx'])],
        settings: {
          family: 'spleeter',
          files: { vocals: 'vocals.fp16.onnx', accompaniment: 'accompaniment.fp16.onnx' },
          stems: 2,
        },
      },
      {
        id: 'spleeter-4-stems',
        bytes: megabytes(79),
        memoryBytes: megabytes(1500),
        speed: 'fast',
        sampleRate: 44_100,
        sources: [
          {
            kind: 'hub',
            repository: SPLEETER_4,
            revision: '87c5b6d2874aeb8377b3dca27c9223aa252a6cdb',
            files: STEMS_4.map((stem) => `${stem}.fp16.onnx`),
          },
        ],
        settings: {
          family: 'spleeter',
          files: Object.fromEntries(STEMS_4.map((stem) => [stem, `${stem}.fp16.onnx`])),
          stems: 4,
        },
      },
    ],
  },
];
