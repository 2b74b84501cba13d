import { z } from 'zod';
import { languageField, nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject } from '../../../requests/form-fields.ts';
import { taskForm } from './task-fields.ts';

const FORMATS = ['json', 'text', 'srt', 'vtt', 'verbose_json'] as const;

/** The form of `POST /v1/stt/`, without its file. */
export const transcriptionForm = z.strictObject({
  model: optionalField(nameField),
  language: languageField,
  timestamps: flagFromText,
  diarize: flagFromText,
  num_speakers: z.coerce.number().int().min(1).max(32).optional().describe('A whole number from 1 to 32.'),
  punctuate: flagFromText,
  response_format: z
    .enum(FORMATS)
    .default('json')
    .describe(`One of ${FORMATS.join(', ')}.`),
  stream_format: z.enum(['events', 'sse']).optional().describe('events, sse, or left out.'),
  ...taskForm,
});

/** A form that was checked. */
export type TranscriptionForm = z.output<typeof transcriptionForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseTranscriptionForm(fields: ReadonlyMap<string, string>): TranscriptionForm {
  return parseRequest(transcriptionForm, formObject(fields));
}
