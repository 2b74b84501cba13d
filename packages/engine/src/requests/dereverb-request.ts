import type { DereverbRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { nameField, outputFields } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** What taking the room out can be asked for; shared with the form of the route. */
export const dereverbFields = {
  type: z.enum(['echo', 'reverb', 'both']).default('both').describe('echo, reverb or both.'),
  intensity: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
    .default(3)
    .describe('A whole number from 1 to 5.'),
};

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  ...dereverbFields,
  model: nameField,
  ...outputFields,
});

/** A request with its defaults applied. */
export type CheckedDereverbRequest = z.output<typeof schema>;

/** Checks a request to take the room out. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkDereverbRequest(request: DereverbRequest): CheckedDereverbRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
