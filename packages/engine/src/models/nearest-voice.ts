import type { VoiceGender } from '@potoo/core';
import { BadRequestError, UnsupportedError } from '@potoo/core/errors';
import type { BackendVoice } from '../backends/contract.ts';
import { type InstalledVoice, type Inventory, spokenLanguages } from './inventory.ts';
import { matchesLanguage, primaryLanguage } from './language-tags.ts';
import { UNDETERMINED } from './undetermined-language.ts';

/** A voice by its traits, for finding the nearest. */
export interface VoiceTraits {
  readonly language: string;
  readonly gender?: VoiceGender | undefined;
}

/** The best of some voices for a language and, where it is known, a gender; `undefined` if none speaks the language. */
export function nearestVoice(voices: readonly InstalledVoice[], traits: VoiceTraits): InstalledVoice | undefined {
  let best: InstalledVoice | undefined;
  let bestScore = 0;
  for (const entry of voices) {
    const score = likeness(entry.voice, traits);
    if (score > bestScore) {
      best = entry;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The best of some voices.
 * @throws {BadRequestError} `language_not_supported`.
 * @throws {UnsupportedError} `dependency_missing`, if no voice is installed.
 */
export function nearestOf(
  voices: readonly InstalledVoice[],
  traits: VoiceTraits,
  inventory: Inventory,
): InstalledVoice {
  const found = nearestVoice(voices, traits);
  if (found) return found;
  if (inventory.voices.length === 0) {
    throw new UnsupportedError('No voice is installed.', {
      reason: 'dependency_missing',
      hint: inventory.backends
        .flatMap(({ availability }) => (availability.available ? [] : [availability.install]))
        .join(' '),
    });
  }
  throw languageNotSupported(inventory, traits.language);
}

/** Zero when the voice does not speak the language; else higher is nearer. Language outranks gender. */
function likeness(voice: BackendVoice, { language, gender }: VoiceTraits): number {
  const byTag = voice.languages.map((tag, index) => {
    // Another server's, of which nobody says what it speaks.
    if (tag === UNDETERMINED) return 1;
    if (primaryLanguage(tag) !== primaryLanguage(language)) return 0;
    const sameRegion = matchesLanguage(tag, language) || matchesLanguage(language, tag);
    return (sameRegion ? 8 : 6) - Math.min(index, 1);
  });
  const byLanguage = Math.max(0, ...byTag);
  if (byLanguage === 0) return 0;
  return byLanguage + (gender !== undefined && voice.gender === gender ? 4 : 0);
}

function languageNotSupported(inventory: Inventory, language: string): BadRequestError {
  // Of the others a language is no more to be had: they speak with models that are pulled.
  const missing = inventory.backends.flatMap(({ backend, availability }) =>
    availability.available || (!backend.remote && !backend.speech?.voices.length) ? [] : [availability.install],
  );
  const speaks = `Installed voices speak ${spokenLanguages(inventory).join(', ')}.`;
  return new BadRequestError(`No installed voice speaks ${language}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: [speaks, ...missing].join(' '),
  });
}
