import type { Model, ModelFilter, Voice, VoiceFilter } from '@potoo/core';
import type { Availability, Backend, BackendModel, BackendVoice } from '../backends/contract.ts';
import { CATALOG, type CatalogModel } from './catalog.ts';
import { matchesLanguage, primaryLanguage } from './language-tags.ts';

/** A backend with what a look at this machine said of it. */
export interface BackendStatus {
  readonly backend: Backend;
  readonly availability: Availability;
}

/** A voice that can speak now, with the backend that speaks it. */
export interface InstalledVoice {
  readonly voice: BackendVoice;
  readonly backend: Backend;
}

/** A recogniser that can listen now. */
export interface InstalledRecognizer {
  readonly model: { readonly id: string; readonly languages: readonly string[] };
  readonly backend: Backend;
}

/** A model that can work on audio now. */
export interface InstalledTool {
  readonly model: BackendModel;
  readonly backend: Backend;
}

/** Everything that this engine knows by name, and which of it serves. */
export interface Inventory {
  readonly backends: readonly BackendStatus[];
  /** In the order of the registry: an earlier backend wins where several could serve. */
  readonly voices: readonly InstalledVoice[];
  readonly recognizers: readonly InstalledRecognizer[];
  readonly tools: readonly InstalledTool[];
  /** Models that are known and not installed. */
  readonly catalog: readonly CatalogModel[];
}

/** Said of the catalogue's models as long as no backend of the engine runs them. */
const NOT_INSTALLABLE =
  'This version brings no backend for it: the nearest installed model serves in its place, or connect a server that has it.';

/** Looks what is installed; starts nothing. */
export async function takeInventory(backends: readonly Backend[]): Promise<Inventory> {
  const statuses = await Promise.all(
    backends.map(async (backend) => ({ backend, availability: await backend.check() })),
  );
  const usable = statuses.filter(({ availability }) => availability.available).map(({ backend }) => backend);
  const installedIds = new Set(usable.flatMap((backend) => modelsOf(backend).map((model) => model.id)));
  return {
    backends: statuses,
    voices: usable.flatMap((backend) => (backend.speech?.voices ?? []).map((voice) => ({ voice, backend }))),
    recognizers: usable.flatMap((backend) => (backend.recognition?.models ?? []).map((model) => ({ model, backend }))),
    tools: usable.flatMap((backend) => (backend.tools?.models ?? []).map((model) => ({ model, backend }))),
    catalog: CATALOG.filter((model) => !installedIds.has(model.id)),
  };
}

/** Every model as the contract lists it, installed ones first. */
export function listModels(inventory: Inventory, filter: ModelFilter = {}): Model[] {
  const own = inventory.backends.flatMap(({ backend, availability }) =>
    modelsOf(backend).map(
      (model): Model =>
        availability.available
          ? { ...model, state: 'installed' }
          : { ...model, state: 'available', install: availability.install },
    ),
  );
  const known = inventory.catalog.map(
    ({ voices: _, ...model }): Model => ({ ...model, state: 'available', install: NOT_INSTALLABLE }),
  );
  return [...own.filter(isInstalled), ...own.filter((model) => !isInstalled(model)), ...known].filter(
    (model) =>
      (filter.type === undefined || model.type === filter.type) &&
      (filter.state === undefined || model.state === filter.state) &&
      (filter.language === undefined || speaks(model.languages, filter.language)),
  );
}

/** Every voice as the contract lists it, installed ones first. */
export function listVoices(inventory: Inventory, filter: VoiceFilter = {}): Voice[] {
  const wanted = filter.search?.toLowerCase();
  return [
    ...inventory.voices.map(({ voice }): Voice => ({ ...voice, state: 'installed' })),
    ...inventory.catalog.flatMap((model) => model.voices.map((voice): Voice => ({ ...voice, state: 'available' }))),
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

/** The languages that the installed voices speak, without regions, sorted. */
export function spokenLanguages(inventory: Inventory): string[] {
  return distinctLanguages(inventory.voices.flatMap(({ voice }) => voice.languages));
}

/** The languages that the installed recognisers understand, without regions, sorted. */
export function understoodLanguages(inventory: Inventory): string[] {
  return distinctLanguages(inventory.recognizers.flatMap(({ model }) => model.languages));
}

function modelsOf(backend: Backend) {
  return [backend.speech, backend.recognition, backend.tools].flatMap((side) => side?.models ?? []);
}

function isInstalled(model: Model): boolean {
  return model.state === 'installed';
}

function speaks(languages: readonly string[], wanted: string): boolean {
  return languages.some((tag) => matchesLanguage(tag, wanted) || matchesLanguage(wanted, tag));
}

function distinctLanguages(tags: readonly string[]): string[] {
  return [...new Set(tags.map(primaryLanguage))].sort();
}
