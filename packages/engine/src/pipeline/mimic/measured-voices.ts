import { type PackedVoice, unpackVoice } from '../../dsp/mimic/packed-voice.ts';
import type { SampledVoice } from '../../dsp/mimic/shaping-plan.ts';
import type { InstalledVoice } from '../../models/inventory.ts';
import { primaryLanguage } from '../../models/language-tags.ts';

/**
 * What a voice that comes with the package sounds like, measured beforehand; `undefined` for any other. Written by
 * `bench/measure-voices.ts`.
 */
export async function measuredVoice({ voice }: InstalledVoice, language: string): Promise<SampledVoice | undefined> {
  if (voice.model !== 'flite' || primaryLanguage(language) !== 'en') return undefined;
  const { FLITE_MEASURED } = await import('./flite-measured.ts');
  const packed: PackedVoice | undefined = Object.hasOwn(FLITE_MEASURED, voice.id)
    ? FLITE_MEASURED[voice.id]
    : undefined;
  return packed && unpackVoice(packed);
}
