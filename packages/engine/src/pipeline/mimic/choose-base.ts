import { InternalError } from '@potoo/core/errors';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';
import type { InstalledVoice } from '../../models/inventory.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import type { EngineCall } from '../engine-call.ts';

/** Finds the installed voice that is to speak for another. @param language - One that an installed voice speaks. */
export async function chooseBase(
  profile: VoiceProfile,
  language: string,
  { inventory, bases }: Pick<EngineCall, 'inventory' | 'bases'>,
): Promise<InstalledVoice> {
  const primary = primaryLanguage(language);
  // Nothing of a cloned voice leaves this machine.
  const candidates = inventory.voices.filter(
    ({ voice, backend }) => !backend.remote && voice.languages.some((tag) => primaryLanguage(tag) === primary),
  );
  const nearest = await (await bases()).nearest(candidates, profile, language);
  if (!nearest) throw new InternalError(`No installed voice speaks ${language}.`);
  return nearest;
}
