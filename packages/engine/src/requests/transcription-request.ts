import type { AudioInput, TranscriptionRequest } from '@potoo/core';
import { z } from 'zod';
import { languageField, nameField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** Audio as a caller hands it in. What it holds is found out by decoding it. */
export const audioField = z
  .custom<AudioInput>(isAudioInput, { error: 'must be audio' })
  .describe('A Blob, ArrayBuffer, Uint8Array, ReadableStream, URL or { path }.');

const schema = z.strictObject({
  audio: audioField,
  fileName: z.string().max(1000).optional(),
  model: nameField,
  language: languageField,
  words: z.boolean().default(false).describe('true or false.'),
  diarize: z.boolean().default(false).describe('true or false.'),
});

/** A transcription request with its defaults applied. */
export type CheckedTranscriptionRequest = z.output<typeof schema>;

/** Checks a request to transcribe. @throws {BadRequestError} `missing_file`, `unknown_parameter` or `invalid_parameter`. */
export function checkTranscriptionRequest(request: TranscriptionRequest): CheckedTranscriptionRequest {
  return parseRequest(schema, request, { audio: 'missing_file' });
}

function isAudioInput(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Blob || value instanceof ArrayBuffer || value instanceof Uint8Array) return true;
  if (value instanceof ReadableStream || value instanceof URL) return true;
  return 'path' in value && typeof value.path === 'string' && value.path !== '';
}
