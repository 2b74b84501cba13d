import type { SeparateRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { nameField, outputFields } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** Into how many parts a recording can be split. */
export const stemsField = z
  .union([z.literal(2), z.literal(4), z.literal(5), z.literal(6)])
  .default(2)
  .describe('2, 4, 5 or 6.');

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  stems: stemsField,
  model: nameField,
  ...outputFields,
});

/** A request with its defaults applied. */
export type CheckedSeparateRequest = z.output<typeof schema>;

/** Checks a request to separate. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkSeparateRequest(request: SeparateRequest): CheckedSeparateRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
