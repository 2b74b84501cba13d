import type { SpeechStreamRequest } from '@potoo/core';
import type { InstalledVoice, Inventory } from './inventory.ts';
import { canonicalLanguage } from './language-tags.ts';
import { resolveVoice } from './resolve-voice.ts';

/**
 * Guesses the voice of a request without reading its text: one that states no language is taken to be in that of the
 * first voice. The request need not have been checked.
 * @returns `undefined` for a request that no installed voice serves as it stands.
 */
export async function likelyVoice(
  inventory: Inventory,
  { model = 'auto', voice = 'auto', language }: Pick<SpeechStreamRequest, 'model' | 'voice' | 'language'>,
): Promise<InstalledVoice | undefined> {
  try {
    return await resolveVoice(inventory, {
      model,
      voice,
      language: canonicalLanguage(language),
      detectLanguage: async () => inventory.voices[0]?.voice.languages[0] ?? 'en',
      strict: true,
    });
  } catch {
    // Whoever resolves the voice for good says what is wrong.
    return undefined;
  }
}
