import { z } from 'zod';
import { nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject } from '../../../requests/form-fields.ts';
import { taskForm } from './task-fields.ts';

/** The form of `POST /v1/audio/analyze/`, without its file. */
export const analyzeForm = z.strictObject({
  beats: flagFromText,
  picture: flagFromText,
  model: optionalField(nameField),
  ...taskForm,
});

/** A form that was checked. */
export type AnalyzeForm = z.output<typeof analyzeForm>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseAnalyzeForm(fields: ReadonlyMap<string, string>): AnalyzeForm {
  return parseRequest(analyzeForm, formObject(fields));
}
