import type { TranslateSpeechRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { languageField, nameField, outputFields } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** What a translation can be asked for; shared with the form of the route. */
export const translationFields = {
  targetLanguage: z.string().min(1).max(40).describe('A BCP-47 tag such as es or pt-BR.'),
  sourceLanguage: languageField,
  voice: nameField,
  preserveVoice: z.boolean().default(false).describe('true or false.'),
  speak: z.boolean().default(true).describe('Whether the translation is spoken: true or false.'),
  model: nameField,
};

const schema = z.strictObject({ audio: audioField, fileName: fileNameField, ...translationFields, ...outputFields });

/** A request with its defaults applied. */
export type CheckedTranslateRequest = z.output<typeof schema>;

/** Checks a request to translate. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkTranslateRequest(request: TranslateSpeechRequest): CheckedTranslateRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
