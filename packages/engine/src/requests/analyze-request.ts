import type { AnalyzeRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { nameField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  beats: z.boolean().default(false).describe('true or false.'),
  picture: z.boolean().default(false).describe('true or false.'),
  model: nameField,
});

/** A request with its defaults applied. */
export type CheckedAnalyzeRequest = z.output<typeof schema>;

/** Checks a request to analyse. @throws {BadRequestError} `missing_file` and the like. */
export function checkAnalyzeRequest(request: AnalyzeRequest): CheckedAnalyzeRequest {
  return parseRequest(schema, request, { audio: 'missing_file' });
}
