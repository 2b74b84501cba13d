import type { AudioOutput } from '@potoo/core';
import { AUDIO_FORMATS, type AudioFormat } from '@potoo/core/formats';
import * as z from 'zod';
import type { ToolContext } from '../calls/tool-context.ts';
import type { StoredFile } from '../files/output-folder.ts';
import { type OutputName, parseOutputName } from '../files/output-name.ts';
import { limitText } from '../results/machine-made.ts';
import { roundSeconds } from './round-seconds.ts';

// Fields that several tools share, so that the same thing has the same name and words everywhere.

const FORMATS = Object.keys(AUDIO_FORMATS) as [AudioFormat, ...AudioFormat[]];

/** Where the audio comes from. */
export const audioSource = {
  path: z.string().min(1).max(4096).optional().describe('Audio file'),
  uri: z.string().min(1).optional().describe('Or of a result'),
};

/** What the file that is made is called, and with that which format it has. */
export const targetName = {
  filename: z.string().min(1).max(1000).optional().describe('Such as a.wav'),
};

/** The format that is made, for tools that are about it. */
export const targetFormat = { format: z.enum(FORMATS).optional() };

/** A file that was made, and what was done otherwise than asked. */
export const madeAudio = {
  path: z.string(),
  uri: z.string(),
  duration: z.number().describe('Seconds'),
  warnings: z.array(z.string()).optional(),
};

/** A BCP-47 tag. */
export const languageTag = z.string().min(2).max(35);

/** What a caller says about the file that is made. */
interface Target {
  readonly format?: AudioFormat | undefined;
  readonly filename?: string | undefined;
}

/** The format of a result: what was asked for, else what the file name says, else mp3. */
export function wantedFormat({ format, filename }: Target): AudioFormat {
  return format ?? (filename === undefined ? undefined : parseOutputName(filename).format) ?? 'mp3';
}

/** The name of a result: what was asked for, else one made up. */
export function wantedName({ filename }: Target, otherwise: () => OutputName): OutputName {
  return filename === undefined ? otherwise() : parseOutputName(filename);
}

/** A service's result that is audio. */
interface Made {
  readonly audio: AudioOutput;
  readonly warnings: ReadonlyArray<{ readonly message: string }>;
}

/** Writes what a service made, and tells the facts that every such result has. */
export async function storeMade(
  { audio, warnings }: Made,
  name: OutputName,
  context: ToolContext,
): Promise<{ readonly facts: z.input<z.ZodObject<typeof madeAudio>>; readonly file: StoredFile }> {
  const file = await context.saveAudio(audio, name);
  const { path, uri } = file;
  return { file, facts: { path, uri, duration: roundSeconds(audio.duration), ...warningFacts(warnings) } };
}

const MOST_WARNINGS = 20;
const MOST_WARNING_CHARACTERS = 500;

/** Warnings of a service as facts of a result; nothing when there are none. */
export function warningFacts(found: Made['warnings']): { readonly warnings?: string[] } {
  if (found.length === 0) return {};
  return { warnings: found.slice(0, MOST_WARNINGS).map(({ message }) => limitText(message, MOST_WARNING_CHARACTERS)) };
}

/** An object of only the fields that have a value: the contract tells absent from `undefined`. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}

type Defined<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
