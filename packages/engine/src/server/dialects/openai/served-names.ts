import type { CallOptions, Voice, VoiceService, Warning } from '@potoo/core';
import { canonicalLanguage, primaryLanguage } from '../../../models/language-tags.ts';
import {
  OPENAI_SPEECH_MODELS,
  OPENAI_TRANSCRIPTION_MODELS,
  OPENAI_VOICES,
  type OpenAiVoice,
  TRANSCRIPTION_STAND_INS,
} from '../../../models/openai-aliases.ts';
import { detectLanguage } from '../../../text/detect-language.ts';

/** The names that the voice service is asked for, in place of OpenAI's. */
export interface ServedNames {
  readonly model?: string;
  readonly voice?: string;
  /** Says so where a name of OpenAI's was read as one of ours. */
  readonly warnings: readonly Warning[];
}

/** What a speech request names, and what it wants spoken. */
export interface AskedSpeech {
  readonly model?: string | undefined;
  readonly voice?: string | undefined;
  readonly language?: string | undefined;
  readonly input: string;
}

/**
 * Reads OpenAI's names of models and voices as ours. Its voices speak every language, so the voice that stands for one is
 * an installed one of the text's language, the nearest by the table of names and by gender. A voice of ours that happens
 * to have such a name goes first; any other name is passed on, for the service to know or to refuse.
 */
export async function servedSpeech(
  service: VoiceService,
  { model, voice, language, input }: AskedSpeech,
  options: CallOptions,
): Promise<ServedNames> {
  const ownModel = model === undefined || OPENAI_SPEECH_MODELS.includes(model) ? undefined : model;
  const named = { ...(ownModel !== undefined && { model: ownModel }), ...(voice !== undefined && { voice }) };
  const alias = voice === undefined ? undefined : OPENAI_VOICES.get(voice);
  if (voice === undefined || !alias) return { ...named, warnings: [] };
  const voices = await service.listVoices({}, options);
  if (voices.some(({ id }) => id === voice)) return { ...named, warnings: [] };
  const among = voices.filter((candidate) =>
    ownModel === undefined ? candidate.state === 'installed' : candidate.model === ownModel,
  );
  const found = nearestVoice(among, alias, canonicalLanguage(language) ?? (await detectLanguage(input)).language);
  if (!found) return { ...(ownModel !== undefined && { model: ownModel }), warnings: [] };
  const message = `${voice} is a voice of OpenAI's: ${found.model}/${found.id} speaks for it.`;
  return { model: found.model, voice: found.id, warnings: [{ type: 'fallback', subject: 'voice', message }] };
}

/** Reads OpenAI's names of recognition models as ours; any other name is passed on. */
export async function servedTranscription(
  service: VoiceService,
  model: string | undefined,
  options: CallOptions,
): Promise<ServedNames> {
  if (model === undefined) return { warnings: [] };
  if (!OPENAI_TRANSCRIPTION_MODELS.includes(model)) return { model, warnings: [] };
  const models = await service.listModels({ type: 'stt' }, options);
  const installed = new Set(models.filter(({ state }) => state === 'installed').map(({ id }) => id));
  const standIn = TRANSCRIPTION_STAND_INS.find((id) => installed.has(id));
  return { ...(standIn !== undefined && { model: standIn }), warnings: [listensFor(model, standIn)] };
}

/** Reads OpenAI's names of recognition models for a translation; any other name is passed on. */
export function servedTranslation(model: string | undefined): ServedNames {
  if (model === undefined) return { warnings: [] };
  if (!OPENAI_TRANSCRIPTION_MODELS.includes(model)) return { model, warnings: [] };
  const message = `${model} is a model of OpenAI's: the first that knows the languages translates for it.`;
  return { warnings: [{ type: 'fallback', subject: 'model', message }] };
}

function listensFor(model: string, standIn = 'the installed recogniser'): Warning {
  const message = `${model} is a model of OpenAI's: ${standIn} listens for it.`;
  return { type: 'fallback', subject: 'model', message };
}

function nearestVoice(voices: readonly Voice[], alias: OpenAiVoice, language: string): Voice | undefined {
  const wanted = primaryLanguage(language);
  const speaking = voices.filter(({ languages }) => languages.some((tag) => primaryLanguage(tag) === wanted));
  const byName = alias.standIns.map((id) => speaking.find((voice) => voice.id === id));
  return byName.find(Boolean) ?? speaking.find(({ gender }) => gender === alias.gender) ?? speaking[0];
}
