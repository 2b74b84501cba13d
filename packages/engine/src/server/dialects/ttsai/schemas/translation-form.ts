import { z } from 'zod';
import { optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { translationFields } from '../../../../requests/translate-request.ts';
import { flagFromText, formObject } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

const { targetLanguage, sourceLanguage, voice, model } = translationFields;

/** The form of `POST /v1/speech-translate/`, without its file. */
export const speechTranslationForm = z.strictObject({
  target_language: targetLanguage,
  source_language: sourceLanguage,
  voice: optionalField(voice),
  preserve_voice: flagFromText,
  speak: flagFromText,
  model: optionalField(model),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked. */
export type SpeechTranslationForm = z.output<typeof speechTranslationForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseSpeechTranslationForm(fields: ReadonlyMap<string, string>): SpeechTranslationForm {
  return parseRequest(speechTranslationForm, formObject(fields), { format: 'unsupported_format' });
}
