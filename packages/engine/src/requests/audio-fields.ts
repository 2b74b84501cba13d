import type { AudioInput } from '@potoo/core';
import { z } from 'zod';

/** Audio as a caller hands it in. What it holds is found out by decoding it. */
export const audioField = z
  .custom<AudioInput>(isAudioInput, { error: 'must be audio' })
  .describe('A Blob, ArrayBuffer, Uint8Array, ReadableStream, URL or { path }.');

/** The name of a file, which is only a clue to its format. */
export const fileNameField = z.string().max(1000).optional();

function isAudioInput(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Blob || value instanceof ArrayBuffer || value instanceof Uint8Array) return true;
  if (value instanceof ReadableStream || value instanceof URL) return true;
  return 'path' in value && typeof value.path === 'string' && value.path !== '';
}
