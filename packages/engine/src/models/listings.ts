import type { Model, ModelFilter, Voice, VoiceFilter } from '@potoo/core';
import type { Backend } from '../backends/contract.ts';
import { listedVoice, type StoredVoice } from '../voices/stored-voice.ts';
import { cardModel } from './card-models.ts';
import type { ModelCard, ModelVariant } from './catalog/card.ts';
import type { Installation } from './installation.ts';
import type { Inventory } from './inventory.ts';
import { matchesLanguage } from './language-tags.ts';

/** Every model as the contract lists it, installed ones first. */
export function listModels(inventory: Inventory, filter: ModelFilter = {}): Model[] {
  const own = inventory.backends.flatMap(({ backend, availability }) =>
    embeddedModels(backend).map((model): Model => {
      // What another server runs has terms that only its operator knows.
      const facts = { ...model, ...(!backend.remote && { licence: backend.licence }) };
      return availability.available
        ? { ...facts, state: 'installed' }
        : { ...facts, state: 'available', install: availability.install };
    }),
  );
  const all = [...own, ...inventory.catalog.flatMap((card) => listedCard(inventory, card))];
  return distinct([...all.filter(isInstalled), ...all.filter((model) => !isInstalled(model))]).filter(
    (model) =>
      (filter.type === undefined || model.type === filter.type) &&
      (filter.state === undefined || model.state === filter.state) &&
      (filter.language === undefined || speaks(model.languages, filter.language)),
  );
}

/** Every voice as the contract lists it: installed ones, then cloned ones, then those that are only known. */
export function listVoices(
  inventory: Inventory,
  filter: VoiceFilter = {},
  cloned: readonly StoredVoice[] = [],
): Voice[] {
  const wanted = filter.search?.toLowerCase();
  const serving = new Set(inventory.voices.map(({ voice }) => `${voice.model}/${voice.id}`));
  const waiting = inventory.known.filter(({ voice }) => !serving.has(`${voice.model}/${voice.id}`));
  // Of several that have the same voice, the first speaks.
  const installed = new Map(inventory.voices.toReversed().map(({ voice }) => [`${voice.model}/${voice.id}`, voice]));
  return [
    ...[...installed.values()].reverse().map((voice): Voice => ({ ...voice, state: 'installed' })),
    ...cloned.map(listedVoice),
    ...waiting.map(({ voice }): Voice => ({ ...voice, state: 'available' })),
  ].filter(
    (voice) =>
      (filter.model === undefined || voice.model === filter.model) &&
      (filter.gender === undefined || voice.gender === filter.gender) &&
      (filter.state === undefined || voice.state === filter.state) &&
      (filter.language === undefined || speaks(voice.languages, filter.language)) &&
      (wanted === undefined ||
        [voice.id, voice.name, ...voice.languages].some((text) => text.toLowerCase().includes(wanted))),
  );
}

/** What to do to have a card, or one variant of it, in one sentence. */
export function installAdvice(inventory: Inventory, card: ModelCard, variant?: ModelVariant): string {
  const status = inventory.backends.find(({ backend }) => backend.id === card.backend);
  if (card.variants.length === 0 || !status) {
    if (card.notes !== undefined) return card.notes;
    return 'No backend here runs it: the nearest installed model serves in its place, or connect a server that has it.';
  }
  const pull = `Run: potoo pull ${variant?.id ?? card.id}`;
  return status.availability.available ? pull : `${status.availability.install}. Then: ${pull.slice(5)}`;
}

/** A card under its own name; variants that are chosen by name, such as the sizes of Whisper, follow under theirs. */
function listedCard(inventory: Inventory, card: ModelCard): Model[] {
  const installed = inventory.installations.filter((entry) => entry.card.id === card.id);
  const listed = (variant?: ModelVariant): Model => {
    const { licence } = card;
    const model = { ...cardModel(card, variant), licence };
    const here = variant ? installed.filter((entry) => entry.variant.id === variant.id) : installed;
    const pull = (variant ? [variant] : card.variants).map(({ id }) => inventory.pullOf?.(id)).find(Boolean);
    const facts = { ...model, ...(pull && { pull }) };
    if (here.length > 0) return { ...facts, state: 'installed', bytes: bytesOf(here) };
    const bytes = canRun(inventory, card) ? (variant ?? card.variants[0])?.bytes : undefined;
    const state = pull?.status === 'running' ? 'downloading' : 'available';
    return { ...facts, state, ...(bytes !== undefined && { bytes }), install: installAdvice(inventory, card, variant) };
  };
  const hasVoices = card.voices.some((voice) => voice.variant !== undefined);
  return [listed(), ...(hasVoices || card.variants.length < 2 ? [] : card.variants.map(listed))];
}

function bytesOf(installations: readonly Installation[]): number {
  return installations.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0);
}

function canRun(inventory: Inventory, card: ModelCard): boolean {
  return inventory.backends.some(({ backend }) => backend.id === card.backend);
}

function embeddedModels(backend: Backend) {
  return [backend.speech, backend.recognition, backend.tools].flatMap((side) => side?.models ?? []);
}

/** Each model once, as the first that has it lists it: several servers may have the same. */
function distinct(models: readonly Model[]): Model[] {
  const seen = new Set<string>();
  return models.filter(({ id, type }) => {
    const key = `${type} ${id}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function isInstalled(model: Model): boolean {
  return model.state === 'installed';
}

function speaks(languages: readonly string[], wanted: string): boolean {
  return languages.some((tag) => matchesLanguage(tag, wanted) || matchesLanguage(wanted, tag));
}
