import { BadRequestError, type ModelFilter, type VoiceFilter } from '@potoo/core';
import { MODEL_STATES, MODEL_TYPES, VOICE_GENDERS } from '@potoo/core/wire';
import { z } from 'zod';
import { definedFields } from '../../requests/defined-fields.ts';
import { languageField } from '../../requests/fields.ts';
import { parseRequest } from '../../requests/parse-request.ts';
import { formObject } from './form-fields.ts';

const text = z.string().max(200).optional();
const state = z
  .enum(MODEL_STATES)
  .optional()
  .describe(`One of ${MODEL_STATES.join(', ')}.`);

export const modelQuery = z.strictObject({
  type: z
    .enum(MODEL_TYPES)
    .optional()
    .describe(`One of ${MODEL_TYPES.join(', ')}.`),
  language: languageField,
  state,
});

export const voiceQuery = z.strictObject({
  model: text.describe('A model id.'),
  language: languageField,
  gender: z
    .enum(VOICE_GENDERS)
    .optional()
    .describe(`One of ${VOICE_GENDERS.join(', ')}.`),
  search: text.describe('Text to find in id, name or language.'),
  state,
});

/** Reads the query of `GET /v1/models/`. @throws {BadRequestError} For the first parameter that is wrong. */
export function parseModelQuery(url: string): ModelFilter {
  return definedFields(parseRequest(modelQuery, queryObject(url)));
}

/** Reads the query of `GET /v1/voices/`. @throws {BadRequestError} For the first parameter that is wrong. */
export function parseVoiceQuery(url: string): VoiceFilter {
  return definedFields(parseRequest(voiceQuery, queryObject(url)));
}

function queryObject(url: string): Record<string, string> {
  const query = new URL(url).searchParams;
  const fields = new Map(query);
  if (fields.size !== query.size) {
    throw new BadRequestError('A parameter of the query is there more than once.', {
      reason: 'invalid_parameter',
      hint: 'Send each parameter once.',
    });
  }
  return formObject(fields);
}
