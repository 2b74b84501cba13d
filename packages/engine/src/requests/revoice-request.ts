import type { ConvertVoiceRequest, TransformSpeechRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { nameField, outputFields, speedField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** A voice that a recording becomes. */
export const targetVoiceField = z.string().min(1).max(200).describe('The id of a voice from the list, or its name.');

/** How speech can be delivered. */
export const emotionField = z
  .enum(['neutral', 'happy', 'sad', 'angry', 'excited'])
  .default('neutral')
  .describe('neutral, happy, sad, angry or excited.');

const convertSchema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  targetVoice: targetVoiceField,
  model: nameField,
  ...outputFields,
});

const transformSchema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  voice: targetVoiceField.optional(),
  emotion: emotionField,
  speed: speedField,
  model: nameField,
  ...outputFields,
});

const REASONS = { audio: 'missing_file', format: 'unsupported_format' } as const;

/** A request to convert a voice with its defaults applied. */
export type CheckedConvertVoiceRequest = z.output<typeof convertSchema>;
/** A request to change delivery with its defaults applied. */
export type CheckedTransformRequest = z.output<typeof transformSchema>;

/** Checks a request to convert a voice. @throws {BadRequestError} `missing_file` and the like. */
export function checkConvertVoiceRequest(request: ConvertVoiceRequest): CheckedConvertVoiceRequest {
  return parseRequest(convertSchema, request, REASONS);
}

/** Checks a request to change delivery. @throws {BadRequestError} `missing_file` and the like. */
export function checkTransformRequest(request: TransformSpeechRequest): CheckedTransformRequest {
  return parseRequest(transformSchema, request, REASONS);
}
