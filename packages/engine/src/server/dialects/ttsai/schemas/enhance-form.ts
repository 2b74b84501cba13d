import { z } from 'zod';
import { enhanceFields } from '../../../../requests/enhance-request.ts';
import { nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

const { strength } = enhanceFields;

/** The form of `POST /v1/audio/enhance/`, without its file. */
export const enhanceForm = z.strictObject({
  denoise: flagFromText,
  enhance_clarity: flagFromText,
  super_resolution: flagFromText,
  strength: numberFromText(strength.removeDefault()).optional().describe('1 (light), 2 (medium) or 3 (strong).'),
  model: optionalField(nameField),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked. */
export type EnhanceForm = z.output<typeof enhanceForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseEnhanceForm(fields: ReadonlyMap<string, string>): EnhanceForm {
  return parseRequest(enhanceForm, formObject(fields), { format: 'unsupported_format' });
}
