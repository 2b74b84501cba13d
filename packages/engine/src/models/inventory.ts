import type { ModelPull } from '@potoo/core';
import type { Availability, Backend, BackendModel, BackendVoice, SpeakerShare } from '../backends/contract.ts';
import { cardModel, cardVoice, speaksVoice } from './card-models.ts';
import type { CardVoice, ModelCard, ModelVariant } from './catalog/card.ts';
import type { Installation } from './installation.ts';
import { primaryLanguage } from './language-tags.ts';
import { namesOf } from './model-names.ts';
import { UNDETERMINED } from './undetermined-language.ts';

/** A backend with what a look at this machine said of it. */
export interface BackendStatus {
  readonly backend: Backend;
  readonly availability: Availability;
}

/** A voice that can speak now, with the backend that speaks it. */
export interface InstalledVoice {
  readonly voice: BackendVoice;
  readonly backend: Backend;
  /** Of a pulled model. */
  readonly installation?: Installation;
  /** Of a pulled model: which of its speakers. More than one is a blend. */
  readonly speakers?: readonly SpeakerShare[];
}

/** A recogniser that can listen now. */
export interface InstalledRecognizer {
  readonly model: { readonly id: string; readonly languages: readonly string[] };
  /** What requests may call it. */
  readonly names: readonly string[];
  readonly backend: Backend;
  /** Of a pulled model. */
  readonly installation?: Installation;
}

/** A model that can work on audio now. */
export interface InstalledTool {
  readonly model: BackendModel;
  /** What requests may call it. */
  readonly names: readonly string[];
  readonly backend: Backend;
  /** Of a pulled model. */
  readonly installation?: Installation;
}

/** A voice that is known, installed or not. */
export interface KnownVoice {
  readonly voice: BackendVoice;
  readonly card: ModelCard;
  readonly facts: CardVoice;
}

/** Everything that this engine knows by name, and which of it serves. */
export interface Inventory {
  readonly backends: readonly BackendStatus[];
  /** In order of preference: upstreams that go first, what was pulled, the embedded ones, the other upstreams. */
  readonly voices: readonly InstalledVoice[];
  readonly recognizers: readonly InstalledRecognizer[];
  /** Upstreams that go first, then embedded ones: they can do all that their kind of request asks for. */
  readonly tools: readonly InstalledTool[];
  /** What was pulled and has a backend here. */
  readonly installations: readonly Installation[];
  /** Every card, installed or not. */
  readonly catalog: readonly ModelCard[];
  /** Every voice of the cards. */
  readonly known: readonly KnownVoice[];
  /**
   * Present where models are pulled when they are asked for: sees to it that one is on its way.
   * @throws {ModelLoadingError} Always, unless it cannot be pulled.
   */
  readonly fetch?: (wanted: PullableModel) => void;
  /** The pull of a variant, by its id: under way, or failed. */
  readonly pullOf?: (variant: string) => ModelPull | undefined;
}

/** A variant of a card. */
export interface PullableModel {
  readonly card: ModelCard;
  readonly variant: ModelVariant;
}

/** What can be pulled, and what was. */
export interface Shelf {
  readonly catalog: readonly ModelCard[];
  readonly installations: readonly Installation[];
  readonly fetch?: Inventory['fetch'];
  readonly pullOf?: Inventory['pullOf'];
}

/** Looks what is installed; starts nothing. */
export async function takeInventory(backends: readonly Backend[], shelf: Shelf): Promise<Inventory> {
  const statuses = await Promise.all(
    backends.map(async (backend) => ({ backend, availability: await backend.check() })),
  );
  // A server that does not answer keeps its place: what is asked of it then is served by the next that has it.
  const usable = statuses
    .filter(({ backend, availability }) => availability.available || backend.remote !== undefined)
    .map(({ backend }) => backend);
  const here = usable.findIndex(({ remote }) => remote === undefined);
  const [preferred, others] = [usable.slice(0, Math.max(0, here)), usable.slice(Math.max(0, here))];
  const pulled = shelf.installations.flatMap((installation) => {
    const backend = usable.find(({ id }) => id === installation.card.backend);
    return backend ? [{ installation, backend }] : [];
  });
  return {
    backends: statuses,
    voices: [...preferred.flatMap(embeddedVoices), ...pulled.flatMap(pulledVoices), ...others.flatMap(embeddedVoices)],
    recognizers: [
      ...preferred.flatMap((backend) => modelsOf(backend, backend.recognition, shelf)),
      ...pulled.filter((entry) => !knowsSomeWordsOnly(entry)).flatMap((entry) => pulledModel(entry, 'stt')),
      ...others.flatMap((backend) => modelsOf(backend, backend.recognition, shelf)),
      ...pulled.filter(knowsSomeWordsOnly).flatMap((entry) => pulledModel(entry, 'stt')),
    ],
    tools: [
      ...preferred.flatMap((backend) => modelsOf(backend, backend.tools, shelf)),
      ...usable.filter(isHere).flatMap((backend) => modelsOf(backend, backend.tools, shelf)),
      ...pulled.flatMap((entry) => pulledModel(entry, 'tool')),
      ...pulled.flatMap(pulledCloner),
      ...others.filter(isRemote).flatMap((backend) => modelsOf(backend, backend.tools, shelf)),
    ],
    installations: pulled.map(({ installation }) => installation),
    catalog: shelf.catalog,
    ...(shelf.fetch && { fetch: shelf.fetch }),
    ...(shelf.pullOf && { pullOf: shelf.pullOf }),
    known: shelf.catalog.flatMap((card) =>
      card.voices.map((facts) => ({ voice: cardVoice(card, facts), card, facts })),
    ),
  };
}

/** The languages that the installed voices speak, without regions, sorted. */
export function spokenLanguages(inventory: Inventory): string[] {
  return distinctLanguages(inventory.voices.flatMap(({ voice }) => voice.languages));
}

/** The languages that the installed recognisers understand, without regions, sorted. */
export function understoodLanguages(inventory: Inventory): string[] {
  return distinctLanguages(inventory.recognizers.flatMap(({ model }) => model.languages));
}

interface Pulled {
  readonly installation: Installation;
  readonly backend: Backend;
}

function knowsSomeWordsOnly({ installation }: Pulled): boolean {
  return installation.card.closedVocabulary === true;
}

function pulledVoices({ installation, backend }: Pulled): InstalledVoice[] {
  const { card, variant } = installation;
  return card.voices.flatMap((facts) => {
    if (facts.speaker === undefined || !speaksVoice(variant, facts)) return [];
    const voice = { ...cardVoice(card, facts), sampleRate: variant.sampleRate };
    return [{ voice, backend, installation, speakers: [{ speaker: facts.speaker, weight: 1 }] }];
  });
}

function pulledModel({ installation, backend }: Pulled, kind: 'stt' | 'tool'): InstalledTool[] {
  const { card, variant } = installation;
  if (card.type === 'tts' || (card.type === 'stt') !== (kind === 'stt')) return [];
  const model = card.variants.length > 1 ? cardModel(card, variant) : cardModel(card);
  return [{ model, names: namesOf(card, variant), backend, installation }];
}

/** A model that speaks in the voice of a recording is a tool as well, of type `tts`. */
function pulledCloner({ installation, backend }: Pulled): InstalledTool[] {
  const { card, variant } = installation;
  if (card.type !== 'tts' || variant.settings['clones'] === undefined) return [];
  return [{ model: cardModel(card), names: namesOf(card, variant), backend, installation }];
}

function embeddedVoices(backend: Backend): InstalledVoice[] {
  return (backend.speech?.voices ?? []).map((voice) => ({ voice, backend }));
}

/** What a backend brings; a model of another server answers to the names that its card has for it as well. */
function modelsOf(
  backend: Backend,
  side: { readonly models: readonly BackendModel[] } | undefined,
  { catalog }: Shelf,
): InstalledTool[] {
  return (side?.models ?? []).map((model) => {
    const card = backend.remote && catalog.find(({ id, type }) => id === model.id && type === model.type);
    return { model, names: [model.id, ...(card?.aliases ?? [])], backend };
  });
}

function isRemote({ remote }: Backend): boolean {
  return remote !== undefined;
}

function isHere(backend: Backend): boolean {
  return !isRemote(backend);
}

function distinctLanguages(tags: readonly string[]): string[] {
  return [...new Set(tags.map(primaryLanguage))].filter((tag) => tag !== UNDETERMINED).sort();
}
