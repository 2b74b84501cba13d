import { z } from 'zod';
import { languageField, nameField, optionalField, speedField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

/** The form of `POST /v1/tts/clone/`, without its file. The seed's fields, then Potoo's own, then those of the SDKs. */
export const cloneForm = z.strictObject({
  text: z.string({ error: 'is missing' }).describe('The text to speak.'),
  model: optionalField(nameField),
  ...outputForm,
  language: languageField,
  speed: numberFromText(speedField.removeDefault()).optional().describe('A number from 0.5 to 2.'),
  input_type: z.enum(['text', 'ssml']).optional().describe('text or ssml.'),
  lexicon: z
    .preprocess(fromJson, z.record(z.string(), z.unknown()))
    .optional()
    .describe('JSON: words and how to say them.'),
  words: flagFromText,
  stream_format: z.enum(['audio', 'events']).optional().describe('audio or events.'),
  ...taskForm,
  // Of the SDKs. A voice is kept by POST /v1/voices/, with consent; there is nothing to boost.
  name: z.string().max(200).optional().describe('Has no effect.'),
  boost: numberFromText(z.number().min(0).max(1)).optional().describe('Has no effect.'),
});

/** A form that was checked. */
export type CloneForm = z.output<typeof cloneForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseCloneForm(fields: ReadonlyMap<string, string>): CloneForm {
  const given = { ...formObject(fields), ...(fields.get('text') === '' && { text: '' }) };
  return parseRequest(cloneForm, given, { format: 'unsupported_format', text: 'empty_text' });
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
