import type { ModelCard } from '../../models/catalog/card.ts';
import { FREE_VOICES, PREMIUM_VOICES } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { tinyCanary, tinyCanaryTokens } from './tiny-canary.ts';
import { tinyMoonshine, tinyMoonshineTokens } from './tiny-moonshine.ts';
import { tinyParaformer, tinyParaformerTokens, tinyStreamingParaformer } from './tiny-paraformer.ts';
import { tinyPocket, tinyPocketFiles } from './tiny-pocket.ts';
import { tinyWhisper } from './tiny-recognizers.ts';
import { SUPERTONIC_LEVELS, tinySupertonic, tinySupertonicFiles } from './tiny-supertonic.ts';
import { sherpaModel } from './tiny-tool-models.ts';
import { translating } from './translating.ts';

/** Made-up models of sherpa-onnx's families beside those of `tiny-models.ts`: recognisers, a voice, and one that clones. */
export function tinyFamilyModels(): CardWithFiles[] {
  const [heard, streamed] = [{ task: 'recognition' }, { task: 'streaming-recognition' }];
  const paraformer = { tokens: tinyParaformerTokens() };
  const canary = { ...heard, family: 'canary', options: { srcLang: 'en', tgtLang: 'en', usePnc: 1 } };
  const identification = { task: 'language-identification', family: 'whisper' };
  return [
    sherpaModel('language-id', 'language-identification', identification, tinyWhisper('es')),
    sherpaModel('paraformer', 'stt', { ...heard, family: 'paraformer' }, { model: tinyParaformer() }, paraformer),
    sherpaModel(
      'streaming-paraformer',
      'stt',
      { ...streamed, family: 'paraformer' },
      tinyStreamingParaformer(),
      paraformer,
    ),
    sherpaModel('moonshine', 'stt', { ...heard, family: 'moonshine' }, tinyMoonshine(), {
      tokens: tinyMoonshineTokens(),
    }),
    translating(
      withCard(sherpaModel('canary', 'stt', canary, tinyCanary(), { tokens: tinyCanaryTokens() }), {
        languages: ['en', 'es'],
      }),
      ['en', 'es'],
      ['es', 'en'],
    ),
    withCard(
      sherpaModel(
        'supertonic',
        'tts',
        { task: 'speech', family: 'supertonic', steps: 2 },
        tinySupertonic(),
        tinySupertonicFiles(),
      ),
      {
        ...FREE_VOICES,
        languages: ['en', 'de'],
        voices: SUPERTONIC_LEVELS.map((_, speaker) => ({
          id: `supertonic_${speaker}`,
          name: `Supertonic ${speaker}`,
          languages: ['en', 'de'],
          gender: 'neutral',
          speaker,
        })),
      },
    ),
    withCard(
      sherpaModel(
        'pocket',
        'tts',
        { task: 'speech', family: 'pocket', steps: 2, clones: 'audio', fixedRate: true },
        tinyPocket(),
        tinyPocketFiles(),
      ),
      { ...PREMIUM_VOICES, languages: ['en'] },
      24_000,
    ),
  ];
}

function withCard({ card, files }: CardWithFiles, facts: Partial<ModelCard>, sampleRate = 16_000): CardWithFiles {
  const variants = card.variants.map((variant) => ({ ...variant, sampleRate }));
  return { card: { ...card, variants, ...facts }, files };
}
