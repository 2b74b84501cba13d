import type { ModelCard } from './card.ts';
import { PREMIUM_VOICES, STANDARD_VOICES } from './card-defaults.ts';

const ELSEWHERE: Pick<ModelCard, 'backend' | 'variants' | 'voices'> = { backend: 'upstream', variants: [], voices: [] };

/** Models of the seed APIs that need PyTorch: another server runs them, and Potoo forwards to it. */
export const servedElsewhere: readonly ModelCard[] = [
  {
    ...STANDARD_VOICES,
    ...ELSEWHERE,
    id: 'cosyvoice2',
    aliases: ['cosyvoice', 'cosyvoice-2'],
    name: 'CosyVoice 2',
    languages: ['zh', 'en', 'ja', 'ko'],
    supportsCloning: true,
    licence: 'Apache-2.0',
    references: ['https://github.com/FunAudioLLM/CosyVoice'],
  },
  {
    ...PREMIUM_VOICES,
    ...ELSEWHERE,
    id: 'tortoise',
    aliases: ['tortoise-tts'],
    name: 'Tortoise',
    languages: ['en'],
    licence: 'Apache-2.0',
    references: ['https://github.com/neonbjb/tortoise-tts'],
  },
  {
    ...PREMIUM_VOICES,
    ...ELSEWHERE,
    id: 'gpt-sovits',
    aliases: ['gptsovits'],
    name: 'GPT-SoVITS',
    languages: ['zh', 'en', 'ja', 'ko'],
    licence: 'MIT',
    references: ['https://github.com/RVC-Boss/GPT-SoVITS'],
  },
];
