import type { ConvertAudioRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { outputFields, speedField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  ...outputFields,
  speed: speedField,
});

/** A conversion request with its defaults applied. */
export type CheckedConvertRequest = z.output<typeof schema>;

/** Checks a request to convert. @throws {BadRequestError} `missing_file`, `unsupported_format` and the like. */
export function checkConvertRequest(request: ConvertAudioRequest): CheckedConvertRequest {
  return parseRequest(schema, request, { audio: 'missing_file', format: 'unsupported_format' });
}
