import type { AudioFormat } from '@potoo/core';
import { AUDIO_FORMATS } from '@potoo/core/formats';
import { z } from 'zod';

// The contract types optional fields as absent-or-value; callers in JavaScript also pass undefined, which means absent.
const formats = Object.keys(AUDIO_FORMATS) as [AudioFormat, ...AudioFormat[]];

/** The output options that all requests share. Units and ranges are the contract's. */
export const outputFields = {
  format: z
    .enum(formats, { error: 'is no known format' })
    .default('mp3')
    .describe(`Formats: ${formats.join(', ')}.`),
  bitrate: z.number().min(64).max(320).default(128).describe('Kilobits per second, 64 to 320.'),
  sampleRate: z.number().int().min(8000).max(48_000).optional().describe('Hertz, a whole number from 8000 to 48000.'),
  channels: z.enum(['mono', 'stereo']).optional().describe('mono or stereo.'),
  loudness: z.number().min(-40).max(-8).optional().describe('LUFS, -40 to -8.'),
};

/** Speaking or playing speed. */
export const speedField = z.number().min(0.5).max(2).default(1).describe('A number from 0.5 to 2.');

/** A model or voice id, or `auto`. */
export const nameField = z.string().min(1).max(200).default('auto').describe('An id from the list, or "auto".');

/** A language tag; its form is checked when it is resolved. */
export const languageField = z.string().max(40).optional().describe('A BCP-47 tag such as en or pt-BR.');

/** The same field where leaving it out leaves it to the engine; of the default, Zod would take the description along. */
export function optionalField<Field extends z.ZodType>(field: z.ZodDefault<Field>) {
  return field
    .removeDefault()
    .optional()
    .describe(field.description ?? '');
}
