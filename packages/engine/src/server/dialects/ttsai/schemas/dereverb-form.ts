import { z } from 'zod';
import { dereverbFields } from '../../../../requests/dereverb-request.ts';
import { nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

const { type, intensity } = dereverbFields;

/** The form of `POST /v1/audio/dereverb/`, without its file. */
export const dereverbForm = z.strictObject({
  type: optionalField(type),
  intensity: numberFromText(intensity.removeDefault()).optional().describe('A whole number from 1 to 5.'),
  model: optionalField(nameField),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked. */
export type DereverbForm = z.output<typeof dereverbForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseDereverbForm(fields: ReadonlyMap<string, string>): DereverbForm {
  return parseRequest(dereverbForm, formObject(fields), { format: 'unsupported_format' });
}
