import type { Voice } from '@potoo/core';
import type { PickerItem } from '../picker/picker-items.ts';
import { keyOf } from './useVoicePreview.ts';

/** Names languages in a locale, `English (United Kingdom)` for `en-GB`; a tag that nobody knows stands for itself. */
export function languageNamesIn(locale: string): (tag: string) => string {
  const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard', fallback: 'code' });
  const known = new Map<string, string>();
  return (tag) => {
    let name = known.get(tag);
    if (name === undefined) {
      name = nameOf(names, tag);
      known.set(tag, name);
    }
    return name;
  };
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // Not a well-formed tag.
    return tag;
  }
}

/** The part of a tag that names the language alone: `en` of `en-GB`. */
export function primaryLanguage(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

/** Makes voices things to pick: cloned ones first, then those that speak at once. */
export function voiceItems(
  voices: readonly Voice[],
  languageName: (tag: string) => string,
): ReadonlyArray<PickerItem<Voice>> {
  return voices.map((voice) => ({
    id: keyOf(voice),
    label: voice.name,
    keywords: [voice.id, voice.model, voice.gender, ...voice.languages, ...voice.languages.map(languageName)].join(' '),
    group: voice.cloned ? 'yours' : voice.state === 'installed' ? 'installed' : 'available',
    value: voice,
  }));
}
