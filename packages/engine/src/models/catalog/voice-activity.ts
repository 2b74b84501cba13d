import type { ModelCard } from './card.ts';
import { BY_MINUTE, megabytes, releaseFile } from './card-defaults.ts';

const DETECTOR = { ...BY_MINUTE, type: 'voice-activity', tier: 'free', languages: [], backend: 'sherpa' } as const;
const SMALL = { memoryBytes: megabytes(150), speed: 'fast', sampleRate: 16_000 } as const;

/** Models that tell speech from everything else. */
export const voiceActivity: readonly ModelCard[] = [
  {
    ...DETECTOR,
    languages: [],
    voices: [],
    aliases: ['silero'],
    id: 'silero-vad',
    name: 'Silero VAD',
    licence: 'MIT',
    references: ['https://github.com/snakers4/silero-vad', 'https://k2-fsa.github.io/sherpa/onnx/vad/silero-vad.html'],
    variants: [
      {
        ...SMALL,
        id: 'silero-vad-onnx',
        bytes: megabytes(0.7),
        sources: [releaseFile('asr-models', 'silero_vad.onnx')],
        settings: { task: 'voice-activity', family: 'sileroVad', files: { model: 'silero_vad.onnx' } },
      },
    ],
  },
  {
    ...DETECTOR,
    languages: [],
    voices: [],
    aliases: [],
    id: 'ten-vad',
    name: 'TEN VAD',
    licence: 'LicenseRef-TEN-Framework',
    references: [
      'https://github.com/TEN-framework/ten-vad/blob/main/LICENSE',
      'https://k2-fsa.github.io/sherpa/onnx/vad/ten-vad.html',
    ],
    variants: [
      {
        ...SMALL,
        id: 'ten-vad-onnx',
        bytes: megabytes(0.4),
        sources: [releaseFile('asr-models', 'ten-vad.onnx')],
        settings: { task: 'voice-activity', family: 'tenVad', files: { model: 'ten-vad.onnx' } },
      },
    ],
  },
];
