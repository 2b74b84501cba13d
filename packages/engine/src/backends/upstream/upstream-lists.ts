import type { Capabilities, Model, ModelType, Voice, VoiceService } from '@potoo/core';
import { PotooError } from '@potoo/core/errors';
import type { BackendModel, BackendVoice } from '../contract.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** What an upstream brings, under the names that it has here. */
export interface UpstreamLists {
  readonly voices: readonly BackendVoice[];
  readonly speech: readonly BackendModel[];
  readonly recognition: readonly BackendModel[];
  readonly tools: readonly BackendModel[];
  /** Whether it takes pronunciations. */
  readonly lexicon: boolean;
  /** Whether it tells the times of words. */
  readonly words: boolean;
}

export const NOTHING: UpstreamLists = {
  voices: [],
  speech: [],
  recognition: [],
  tools: [],
  lexicon: false,
  words: false,
};

/** Work that a whole request can be handed over for. */
const TOOL_TYPES: ReadonlySet<ModelType> = new Set([
  'voice-conversion',
  'enhancement',
  'separation',
  'dereverb',
  'analysis',
]);
/** More than any service has; a list without end is not kept. */
const MOST_ENTRIES = 5_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is kept out
const ID = /^[^\u0000-\u001f\u007f]{1,200}$/;

/** Asks a server what it has now. @throws {PotooError} If it does not answer. */
export async function lookAtUpstream(
  service: VoiceService,
  options: UpstreamOptions,
  signal: AbortSignal,
): Promise<UpstreamLists> {
  const [models, voices, capabilities] = await Promise.all([
    orNone(service.listModels({}, { signal })),
    orNone(service.listVoices({}, { signal })),
    service.capabilities({ signal }),
  ]);
  return listsOf({ models, voices, capabilities }, options);
}

/** Small servers list no models, or no voices. */
async function orNone<Item>(list: Promise<Item[]>): Promise<Item[]> {
  try {
    return await list;
  } catch (error) {
    if (PotooError.isInstance(error) && error.code === 'not_found') return [];
    throw error;
  }
}

interface Told {
  readonly models: readonly Model[];
  readonly voices: readonly Voice[];
  readonly capabilities: Capabilities;
}

function listsOf({ models, voices, capabilities }: Told, options: UpstreamOptions): UpstreamLists {
  const named = namesOf(options);
  const { languages: told = ['und'] } = options;
  const settled = voices.filter(({ state }) => state === 'installed').slice(0, MOST_ENTRIES);
  const unlisted = (options.voices ?? []).map(
    (id): Voice => unlistedVoice(id, settled[0]?.model ?? firstModel(options)),
  );
  const kept = (options.voices ? unlisted : settled).flatMap((voice) =>
    named(voice.model).map((model): BackendVoice => {
      const { id, name, gender, sampleRate } = voice;
      const languages = isUntold(voice.languages) ? told : voice.languages;
      return { id, name, model, languages, gender, ...(sampleRate !== undefined && { sampleRate }) };
    }),
  );
  const has = models
    .filter(({ state }) => state === 'installed')
    .slice(0, MOST_ENTRIES)
    .flatMap((model) => named(model.id).map((id) => backendModel(model, id)));
  const ofType = (wanted: (type: ModelType) => boolean) => has.filter(({ type, id }) => wanted(type) && ID.test(id));
  const listed = ofType((type) => type === 'tts');
  const speaking = new Set(kept.map(({ model }) => model));
  const unknown = [...speaking].filter((id) => !listed.some((model) => model.id === id));
  return {
    voices: kept.filter(({ id }) => ID.test(id)),
    speech: [...listed, ...unknown.map((id) => speechModel(id, kept))],
    recognition: ofType((type) => type === 'stt'),
    tools: [...ofType((type) => TOOL_TYPES.has(type)), ...listed.filter(({ supportsCloning }) => supportsCloning)],
    lexicon: capabilities.lexicon,
    words: capabilities.words,
  };
}

/** Our names for a model of the server: its own, or those that the settings have for it; none where it is not wanted. */
function namesOf({ models }: UpstreamOptions): (theirs: string) => string[] {
  if (!models) return (theirs) => [theirs];
  return (theirs) => Object.keys(models).filter((ours) => models[ours] === theirs);
}

function firstModel({ models }: UpstreamOptions): string {
  return Object.values(models ?? {})[0] ?? 'default';
}

function isUntold(languages: readonly string[]): boolean {
  return languages.length === 0 || languages.every((tag) => tag === 'und');
}

function unlistedVoice(id: string, model: string): Voice {
  return { id, name: id, model, languages: ['und'], gender: 'neutral', state: 'installed' };
}

function backendModel({ state: _, install: __, ...model }: Model, id: string): BackendModel {
  return { ...model, id };
}

/** A model that only its voices are known of. */
function speechModel(id: string, voices: readonly BackendVoice[]): BackendModel {
  const languages = voices.filter(({ model }) => model === id).flatMap((voice) => voice.languages);
  return {
    id,
    name: id,
    type: 'tts',
    tier: 'standard',
    languages: [...new Set(languages)].filter((tag) => tag !== 'und'),
    supportsCloning: false,
    supportsStreaming: true,
    creditsPer1kChars: 0,
  };
}
