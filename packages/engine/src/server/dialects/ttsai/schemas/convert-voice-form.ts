import { z } from 'zod';
import { nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { targetVoiceField } from '../../../../requests/revoice-request.ts';
import { formObject } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

/** The form of `POST /v1/voice-convert/`, without its file. */
export const convertVoiceForm = z.strictObject({
  target_voice: targetVoiceField,
  model: optionalField(nameField),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked. */
export type ConvertVoiceForm = z.output<typeof convertVoiceForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseConvertVoiceForm(fields: ReadonlyMap<string, string>): ConvertVoiceForm {
  return parseRequest(convertVoiceForm, formObject(fields), { format: 'unsupported_format' });
}
