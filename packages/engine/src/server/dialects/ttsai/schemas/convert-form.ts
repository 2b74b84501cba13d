import { z } from 'zod';
import { speedField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

/** The form of `POST /v1/audio/convert/`, without its file. */
export const convertForm = z.strictObject({
  ...outputForm,
  speed: numberFromText(speedField.removeDefault()).optional().describe('A number from 0.5 to 2.'),
  ...taskForm,
});

/** A form that was checked. */
export type ConvertForm = z.output<typeof convertForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseConvertForm(fields: ReadonlyMap<string, string>): ConvertForm {
  return parseRequest(convertForm, formObject(fields), { format: 'unsupported_format' });
}
