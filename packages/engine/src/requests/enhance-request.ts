import type { EnhanceRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { nameField, outputFields } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** What enhancing can be asked for; shared with the form of the route. */
export const enhanceFields = {
  denoise: z.boolean().default(true).describe('true or false.'),
  clarity: z.boolean().default(true).describe('true or false.'),
  superResolution: z.boolean().default(false).describe('true or false.'),
  strength: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(2)
    .describe('1 (light), 2 (medium) or 3 (strong).'),
};

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  ...enhanceFields,
  model: nameField,
  ...outputFields,
});

/** A request with its defaults applied. */
export type CheckedEnhanceRequest = z.output<typeof schema>;

/** Checks a request to enhance. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkEnhanceRequest(request: EnhanceRequest): CheckedEnhanceRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
