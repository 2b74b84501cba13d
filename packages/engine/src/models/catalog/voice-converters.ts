import type { ModelCard } from './card.ts';
import { BY_MINUTE } from './card-defaults.ts';

/**
 * Models that give speech another voice. Their authors publish PyTorch weights only, and nobody's conversion is pinned
 * here yet: until there is one, another server has to run them.
 */
export const voiceConverters: readonly ModelCard[] = [
  {
    ...BY_MINUTE,
    id: 'openvoice',
    aliases: ['openvoice-v2'],
    name: 'OpenVoice',
    type: 'voice-conversion',
    languages: [],
    licence: 'MIT',
    references: ['https://github.com/myshell-ai/OpenVoice', 'https://huggingface.co/myshell-ai/OpenVoiceV2'],
    backend: 'onnx',
    variants: [],
  },
  {
    ...BY_MINUTE,
    id: 'knn-vc',
    name: 'kNN-VC',
    type: 'voice-conversion',
    languages: [],
    licence: 'MIT',
    references: ['https://github.com/bshall/knn-vc'],
    backend: 'onnx',
    variants: [],
  },
];
