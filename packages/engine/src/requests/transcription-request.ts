import type { TranscriptionRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { languageField, nameField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  model: nameField,
  language: languageField,
  words: z.boolean().default(false).describe('true or false.'),
  diarize: z.boolean().default(false).describe('true or false.'),
  numSpeakers: z.number().int().min(1).max(32).optional().describe('A whole number from 1 to 32.'),
  punctuate: z.boolean().optional().describe('true or false.'),
});

/** A transcription request with its defaults applied. */
export type CheckedTranscriptionRequest = z.output<typeof schema>;

/** Checks a request to transcribe. @throws {BadRequestError} `missing_file`, `unknown_parameter` or `invalid_parameter`. */
export function checkTranscriptionRequest(request: TranscriptionRequest): CheckedTranscriptionRequest {
  return parseRequest(schema, request, { audio: 'missing_file' });
}
