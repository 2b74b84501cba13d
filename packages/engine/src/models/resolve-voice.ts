import type { Warning } from '@potoo/core';
import { BadRequestError, NotFoundError } from '@potoo/core/errors';
import type { BackendVoice } from '../backends/contract.ts';
import { didYouMean } from '../text/nearest-names.ts';
import { blendedVoice } from './blend.ts';
import type { ModelCard } from './catalog/card.ts';
import type { InstalledVoice, Inventory } from './inventory.ts';
import { primaryLanguage } from './language-tags.ts';
import { installAdvice } from './listings.ts';
import { admitFallback } from './missing-model.ts';
import { findModel, knownNames, type NamedModel } from './model-names.ts';
import { nearestOf, type VoiceTraits } from './nearest-voice.ts';
import { UNDETERMINED } from './undetermined-language.ts';
import { findKnown, speechCards, splitName, voicesOf } from './voice-names.ts';

/** What the caller asked for. */
export interface VoiceQuery {
  /** A model id, or `auto`. */
  readonly model: string;
  /** A voice id, `model/voice`, or `auto`. */
  readonly voice: string;
  /** Canonical BCP-47 tag that the caller stated. */
  readonly language: string | undefined;
  /** Tells the language of the text; called only when nothing else decides. */
  readonly detectLanguage: () => Promise<string>;
  /** Whether a model that is not installed is refused rather than served by the nearest voice. */
  readonly strict: boolean;
}

/** The voice that serves, and what to tell the caller about it. */
export interface ResolvedVoice extends InstalledVoice {
  /** BCP-47 tag to read the text as. */
  readonly language: string;
  readonly warnings: readonly Warning[];
}

/**
 * Finds the voice for a request. An installed voice serves as named; a known one that is not installed is served by the
 * nearest of its language and gender, with a `fallback` warning; an unknown name is an error, never a substitute.
 * @throws {NotFoundError} `voice_not_found`, `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {BadRequestError} `language_not_supported` if nothing installed speaks the language.
 */
export async function resolveVoice(inventory: Inventory, query: VoiceQuery): Promise<ResolvedVoice> {
  const { model, voice } = splitName(inventory, query);
  if (voice === undefined) return resolveByModel(inventory, query, model);

  const ofModel = voicesOf(inventory, model);
  const installed = ofModel.find((entry) => entry.voice.id === voice) ?? blendedVoice(ofModel, voice);
  if (installed) {
    const language = languageFor(installed.voice, query.language) ?? (await query.detectLanguage());
    return { ...installed, language, warnings: [] };
  }

  const known = findKnown(inventory, voice, model);
  if (!known) throw voiceNotFound(inventory, voice, model);
  const variant = known.card.variants.find(({ id }) => id === known.facts.variant);
  const language = query.language ?? known.voice.languages[0] ?? 'en';
  const named = { card: known.card, ...(variant && { variant }) };
  return fallBack(inventory, query, named, `${known.card.id}/${voice}`, { language, gender: known.voice.gender });
}

async function resolveByModel(
  inventory: Inventory,
  query: VoiceQuery,
  model: string | undefined,
): Promise<ResolvedVoice> {
  const ofModel = voicesOf(inventory, model);
  if (ofModel.length > 0 || model === undefined) {
    const language = query.language ?? (await detectAmong(ofModel, query));
    return { ...nearestOf(ofModel, { language }, inventory), language, warnings: [] };
  }
  const named = findModel(speechCards(inventory), model);
  if (!named) throw modelNotFound(inventory, model);
  const language = query.language ?? (await query.detectLanguage());
  return fallBack(inventory, query, named, named.variant?.id ?? named.card.id, { language });
}

/** A detected language that the chosen model cannot speak is no reason to refuse: detection may be wrong, the choice is not. */
async function detectAmong(voices: readonly InstalledVoice[], query: VoiceQuery): Promise<string> {
  const languages = new Set(voices.flatMap(({ voice }) => voice.languages.map(primaryLanguage)));
  const [only] = languages;
  if (languages.size === 1 && only !== undefined && only !== UNDETERMINED && query.model !== 'auto') return only;
  const detected = await query.detectLanguage();
  if (languages.has(UNDETERMINED)) return detected;
  return languages.has(primaryLanguage(detected)) ? detected : languages.has('en') ? 'en' : (only ?? detected);
}

function fallBack(
  inventory: Inventory,
  query: VoiceQuery,
  named: NamedModel,
  asked: string,
  traits: VoiceTraits,
): ResolvedVoice {
  const needsRecording = isInstalledCloner(inventory, named);
  if (!needsRecording) admitFallback(inventory, named, query.strict);
  else if (query.strict) throw recordingMissing(named.card);
  const served = nearestOf(inventory.voices, traits, inventory);
  const servedName = `${served.voice.model}/${served.voice.id}`;
  const name = named.variant?.id ?? named.card.id;
  const message = needsRecording
    ? `${name} speaks only in the voice of a recording: ${servedName} spoke instead. ${RECORDING_HINT}`
    : `${name} is not installed: ${servedName} spoke instead of ${asked}. ${installAdvice(inventory, named.card, named.variant)}`;
  return { ...served, language: traits.language, warnings: [{ type: 'fallback', subject: 'voice', message }] };
}

const RECORDING_HINT = 'Clone a voice for it, or give it a recording with speakAs.';

/** Whether a model is here, and has no voice but that of a recording. */
function isInstalledCloner(inventory: Inventory, { card, variant }: NamedModel): boolean {
  return inventory.installations.some(
    (installed) =>
      installed.card.id === card.id &&
      (!variant || installed.variant.id === variant.id) &&
      card.voices.length === 0 &&
      installed.variant.settings['clones'] !== undefined,
  );
}

function recordingMissing(card: ModelCard): BadRequestError {
  return new BadRequestError(`${card.name} speaks only in the voice of a recording.`, {
    reason: 'voice_not_found',
    param: 'voice',
    hint: RECORDING_HINT,
  });
}

/** A stated language is taken only from voices that speak it, at least up to its region. `undefined`: any, as it comes. */
function languageFor(voice: BackendVoice, stated: string | undefined): string | undefined {
  const own = voice.languages[0] ?? 'en';
  if (own === UNDETERMINED) return stated;
  if (stated === undefined) return own;
  if (voice.languages.some((tag) => primaryLanguage(tag) === primaryLanguage(stated))) return stated;
  throw new BadRequestError(
    `The voice ${voice.id} does not speak ${stated}; it speaks ${voice.languages.join(', ')}.`,
    {
      reason: 'language_not_supported',
      param: 'language',
      hint: 'Leave the voice out, or set it to "auto", to get one that speaks the language.',
    },
  );
}

function voiceNotFound(inventory: Inventory, voice: string, model: string | undefined): NotFoundError {
  const all = [...inventory.voices, ...inventory.known].map((entry) => entry.voice);
  const card = model === undefined ? undefined : findModel(speechCards(inventory), model)?.card;
  const ofModel = all.filter((candidate) => model === undefined || candidate.model === (card?.id ?? model));
  if (model !== undefined && ofModel.length === 0 && !card) return modelNotFound(inventory, model);
  const where = model === undefined ? 'There is no voice' : `The model ${model} has no voice`;
  return new NotFoundError(`${where} "${voice.slice(0, 80)}".`, {
    reason: 'voice_not_found',
    param: 'voice',
    hint: didYouMean(
      voice,
      ofModel.map(({ id }) => id),
      'List voices to see their ids, or use "auto".',
    ),
  });
}

function modelNotFound(inventory: Inventory, model: string): NotFoundError {
  const ids = [...new Set(inventory.voices.map(({ voice }) => voice.model)), ...knownNames(speechCards(inventory))];
  return new NotFoundError(`There is no speech model "${model.slice(0, 80)}".`, {
    reason: 'model_not_found',
    param: 'model',
    hint: didYouMean(model, ids, 'List models to see their ids, or use "auto".'),
  });
}
