import { readBlend } from './blend.ts';
import type { ModelCard } from './catalog/card.ts';
import type { InstalledVoice, Inventory, KnownVoice } from './inventory.ts';
import { findModel } from './model-names.ts';

/** The cards of models that speak. */
export function speechCards(inventory: Inventory): ModelCard[] {
  return inventory.catalog.filter(({ type }) => type === 'tts');
}

/** The installed voices of a model by its id, an alias, or the id of a variant; without a name all of them. */
export function voicesOf(inventory: Inventory, model: string | undefined): readonly InstalledVoice[] {
  if (model === undefined) return inventory.voices;
  const own = inventory.voices.filter(({ voice }) => voice.model === model);
  if (own.length > 0) return own;
  const named = findModel(speechCards(inventory), model);
  return inventory.voices.filter(
    ({ voice, installation }) =>
      voice.model === named?.card.id && (!named.variant || installation?.variant.id === named.variant.id),
  );
}

/** A known voice by its id; of a blend of known voices the first that is not installed. */
export function findKnown(inventory: Inventory, voice: string, model: string | undefined): KnownVoice | undefined {
  const card = model === undefined ? undefined : findModel(speechCards(inventory), model)?.card.id;
  const find = (id: string) =>
    inventory.known.find((known) => known.voice.id === id && (model === undefined || known.card.id === card));
  const whole = find(voice);
  const parts = readBlend(voice)?.map(({ id }) => find(id)) ?? [];
  if (whole || parts.includes(undefined)) return whole;
  return parts.find((part) => !inventory.voices.some((entry) => isSpokenBy(part, entry)));
}

function isSpokenBy(known: KnownVoice | undefined, { voice }: InstalledVoice): boolean {
  return voice.id === known?.voice.id && voice.model === known.voice.model;
}

/** Splits `model/voice`, and reads `auto` and `default` as no name. */
export function splitName(
  inventory: Inventory,
  query: { readonly model: string; readonly voice: string },
): { readonly model: string | undefined; readonly voice: string | undefined } {
  const model = isOpen(query.model) ? undefined : query.model;
  if (isOpen(query.voice)) return { model, voice: undefined };
  const slash = query.voice.indexOf('/');
  const prefix = query.voice.slice(0, slash);
  const isModel =
    slash > 0 &&
    (inventory.voices.some(({ voice }) => voice.model === prefix) ||
      findModel(speechCards(inventory), prefix) !== undefined);
  if (!isModel || (model !== undefined && model !== prefix)) return { model, voice: query.voice };
  const rest = query.voice.slice(slash + 1);
  return { model: prefix, voice: isOpen(rest) ? undefined : rest };
}

function isOpen(name: string): boolean {
  return name === 'auto' || name === 'default';
}
