import { z } from 'zod';
import { languageField, nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject } from '../../../requests/form-fields.ts';

/** The form of `POST /v1/forced-alignment/`, without its file. */
export const alignmentForm = z.strictObject({
  text: z.string().describe('What is said in the recording.'),
  language: languageField,
  model: optionalField(nameField),
  /** Of ElevenLabs' interface: whether the file is larger than fits into memory. Here no file has to. */
  enabled_spooled_file: flagFromText,
});

/** A form that was checked. */
export type AlignmentForm = z.output<typeof alignmentForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseAlignmentForm(fields: ReadonlyMap<string, string>): AlignmentForm {
  return parseRequest(alignmentForm, formObject(fields), { text: 'empty_text' });
}
