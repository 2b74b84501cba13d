import type { Model, ModelFilter } from '../../contract/models.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import { defined } from '../../wire/fields.ts';
import { MODEL_STATES, MODEL_TYPES } from '../../wire/models.ts';
import { VOICE_GENDERS } from '../../wire/voices.ts';
import { fieldsOf } from './caller-terms.ts';

/** Checks a filter of models. @throws {BadRequestError} If a field is unknown or wrong. */
export function readModelFilter(filter: ModelFilter): ModelFilter {
  const fields = fieldsOf(filter, ['type', 'language', 'state']);
  return defined({
    type: fields.optionalOneOf('type', MODEL_TYPES),
    language: fields.optionalString('language'),
    state: fields.optionalOneOf('state', MODEL_STATES),
  });
}

/** Checks a filter of voices. @throws {BadRequestError} If a field is unknown or wrong. */
export function readVoiceFilter(filter: VoiceFilter): VoiceFilter {
  const fields = fieldsOf(filter, ['model', 'language', 'gender', 'search', 'state']);
  return defined({
    model: fields.optionalString('model'),
    language: fields.optionalString('language'),
    gender: fields.optionalOneOf('gender', VOICE_GENDERS),
    search: fields.optionalString('search'),
    state: fields.optionalOneOf('state', MODEL_STATES),
  });
}

/** Narrows models, installed ones first, for services that list all there are. */
export function filterModels(models: readonly Model[], { type, language, state }: ModelFilter): Model[] {
  return installedFirst(
    models.filter(
      (model) =>
        (type === undefined || model.type === type) &&
        (state === undefined || model.state === state) &&
        (language === undefined || model.languages.some(isWithin(language))),
    ),
  );
}

/** Narrows voices, installed ones first, for services that list all there are. */
export function filterVoices(voices: readonly Voice[], filter: VoiceFilter): Voice[] {
  const { model, language, gender, search, state } = filter;
  const wanted = search?.toLowerCase();
  return installedFirst(
    voices.filter(
      (voice) =>
        (model === undefined || voice.model === model) &&
        (gender === undefined || voice.gender === gender) &&
        (state === undefined || voice.state === state) &&
        (language === undefined || voice.languages.some(isWithin(language))) &&
        (wanted === undefined || textOf(voice).some((text) => text.toLowerCase().includes(wanted))),
    ),
  );
}

function textOf({ id, name, languages }: Voice): string[] {
  return [id, name, ...languages];
}

/** Matches a tag and every tag below it. */
function isWithin(language: string): (tag: string) => boolean {
  const wanted = language.toLowerCase();
  return (tag) => tag.toLowerCase() === wanted || tag.toLowerCase().startsWith(`${wanted}-`);
}

function installedFirst<T extends { readonly state: string }>(items: readonly T[]): T[] {
  const rank = ({ state }: T) => (state === 'installed' ? 0 : 1);
  return [...items].sort((one, other) => rank(one) - rank(other));
}
