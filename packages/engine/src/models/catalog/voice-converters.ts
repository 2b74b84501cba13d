import type { ModelCard } from './card.ts';
import { BY_MINUTE, hub, megabytes } from './card-defaults.ts';

const TONE_CLONE = 'seasonstudio/openvoice_tone_clone_onnx';

/** Models that give speech another voice. */
export const voiceConverters: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'openvoice',
    aliases: ['openvoice-v2'],
    name: 'OpenVoice',
    type: 'voice-conversion',
    languages: [],
    licence: 'MIT',
    references: [
      'https://github.com/myshell-ai/OpenVoice',
      'https://huggingface.co/myshell-ai/OpenVoiceV2',
      `https://huggingface.co/${TONE_CLONE}`,
      'https://github.com/season-studio/MeloTTS-ONNX',
    ],
    notes:
      'Its authors publish PyTorch weights only; this conversion is by season-studio, who does not say which version of ' +
      'the converter it is. The watermark that the Python package adds is not added.',
    backend: 'onnx',
    variants: [
      {
        id: 'openvoice-tone-clone',
        bytes: megabytes(130),
        memoryBytes: megabytes(900),
        speed: 'moderate',
        sampleRate: 22_050,
        sources: [hub(TONE_CLONE, ['tone_color_extract_model.onnx', 'tone_clone_model.onnx'])],
        settings: {
          family: 'openvoice',
          files: { toneColor: 'tone_color_extract_model.onnx', converter: 'tone_clone_model.onnx' },
        },
      },
    ],
  },
  {
    ...BY_MINUTE,
    id: 'knn-vc',
    name: 'kNN-VC',
    type: 'voice-conversion',
    languages: [],
    licence: 'MIT',
    references: ['https://github.com/bshall/knn-vc'],
    notes:
      'Its authors publish PyTorch weights only, and nobody publishes a conversion to pull. Export one, and describe it with a ' +
      'card of your own: see "Conversion and cloning" in docs/models.md.',
    backend: 'onnx',
    variants: [],
  },
];
