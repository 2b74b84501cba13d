import { AUDIO_FORMATS, type AudioFormat, type OutputOptions } from '@potoo/core';
import * as z from 'zod';
import type { OutputName } from '../files/output-name.ts';
import { parseOutputName } from '../files/output-name.ts';

// Fields that several tools share, so that the same thing has the same name and words everywhere.

const FORMATS = Object.keys(AUDIO_FORMATS) as [AudioFormat, ...AudioFormat[]];

/** Where the audio comes from. */
export const audioSource = {
  path: z.string().min(1).max(4096).optional().describe('Audio or video file, absolute path'),
  uri: z.string().min(1).optional().describe('Instead of path: uri of an earlier result'),
};

/** What the file that is made should be. */
export const audioTarget = {
  format: z.enum(FORMATS).optional().describe('Default mp3'),
  filename: z.string().min(1).max(1000).optional().describe('Name in the output folder'),
};

/** A file that was made. */
export const madeFile = {
  path: z.string().describe('Absolute path of the file'),
  uri: z.string().describe('The file as a resource'),
};

/** What was done otherwise than asked, in words. */
export const warnings = z.array(z.string()).optional().describe('What was done otherwise');

/** The format of a result: what was asked for, else what the file name says, else mp3. */
export function wantedFormat({
  format,
  filename,
}: {
  format?: AudioFormat | undefined;
  filename?: string | undefined;
}): Required<Pick<OutputOptions, 'format'>> {
  return { format: format ?? (filename === undefined ? undefined : parseOutputName(filename).format) ?? 'mp3' };
}

/** The name of a result: what was asked for, else one made up. */
export function wantedName(filename: string | undefined, otherwise: () => OutputName): OutputName {
  return filename === undefined ? otherwise() : parseOutputName(filename);
}

/** Warnings of a service as facts of a result; nothing when there are none. */
export function warningFacts(found: ReadonlyArray<{ readonly message: string }>): { readonly warnings?: string[] } {
  return found.length === 0 ? {} : { warnings: found.map(({ message }) => message) };
}

/** An object of only the fields that have a value. */
export function defined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
