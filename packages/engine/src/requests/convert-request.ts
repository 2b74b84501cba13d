import type { ConvertAudioRequest } from '@potoo/core';
import { z } from 'zod';
import { outputFields, speedField } from './fields.ts';
import { parseRequest } from './parse-request.ts';
import { audioField } from './transcription-request.ts';

const schema = z.strictObject({
  audio: audioField,
  fileName: z.string().max(1000).optional(),
  ...outputFields,
  speed: speedField,
});

/** A conversion request with its defaults applied. */
export type CheckedConvertRequest = z.output<typeof schema>;

/** Checks a request to convert. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkConvertRequest(request: ConvertAudioRequest): CheckedConvertRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
