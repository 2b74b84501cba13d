import { UnsupportedError } from '@potoo/core/errors';
import type { ModelCard } from '../../models/catalog/card.ts';
import type { InstalledRecognizer, Inventory } from '../../models/inventory.ts';
import { matchesLanguage, primaryLanguage } from '../../models/language-tags.ts';
import { findModel } from '../../models/model-names.ts';

/** Families of recognisers that tell words and not when they are said: the engine's times of them are guesses. */
const UNTIMED = new Set<unknown>(['whisper', 'moonshine', 'canary']);

/** The recognisers of this machine that know when they hear each word. */
export function hearers({ recognizers }: Inventory): InstalledRecognizer[] {
  return recognizers.filter(
    ({ backend, installation }) => !backend.remote && !UNTIMED.has(installation?.variant.settings['family']),
  );
}

/** The recogniser of a name that knows when it hears each word. */
export function namedHearer(inventory: Inventory, name: string): InstalledRecognizer | undefined {
  const wanted = name.toLowerCase();
  return hearers(inventory).find(({ names }) => names.some((known) => known.toLowerCase() === wanted));
}

/** @throws {UnsupportedError} `feature_not_supported`, if a name is that of a recogniser, installed or not, that tells no times. */
export function refuseUntimed({ recognizers, catalog }: Inventory, name: string): void {
  const wanted = name.toLowerCase();
  const cards = catalog.filter(({ type }) => type === 'stt');
  const known = recognizers.find(({ names }) => names.some((each) => each.toLowerCase() === wanted));
  const named = findModel(cards, name);
  const settings = (known?.installation?.variant ?? named?.variant ?? named?.card.variants[0])?.settings;
  if (!UNTIMED.has(settings?.['family'])) return;
  throw new UnsupportedError(`The recogniser ${name} does not tell when it hears each word.`, {
    reason: 'feature_not_supported',
    param: 'model',
    hint: 'Leave the model out to align by a voice, or name a recogniser that tells, such as parakeet or pocketsphinx.',
  });
}

/** A recogniser of a language that knows when it hears each word. */
export function hearerOf(inventory: Inventory, language: string): InstalledRecognizer | undefined {
  return hearers(inventory).find(({ model }) =>
    model.languages.some((tag) => matchesLanguage(tag, primaryLanguage(language))),
  );
}

/** Cards of recognisers that know when they hear each word, installed or not. */
export function hearingCards({ catalog }: Inventory): ModelCard[] {
  return catalog.filter(
    ({ type, variants }) => type === 'stt' && variants.some(({ settings }) => !UNTIMED.has(settings['family'])),
  );
}
