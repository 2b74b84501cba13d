import { z } from 'zod';
import { nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { stemsField } from '../../../../requests/separate-request.ts';
import { formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

/** The form of `POST /v1/audio/separate/`, without its file. */
export const separateForm = z.strictObject({
  model: optionalField(nameField),
  stems: numberFromText(stemsField.removeDefault()).optional().describe('2, 4, 5 or 6.'),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked. */
export type SeparateForm = z.output<typeof separateForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseSeparateForm(fields: ReadonlyMap<string, string>): SeparateForm {
  return parseRequest(separateForm, formObject(fields), { format: 'unsupported_format' });
}
