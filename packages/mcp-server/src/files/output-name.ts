import { AUDIO_FORMATS, type AudioFormat } from '@potoo/core/formats';
import { parseRelativeName } from './path-rules.ts';

const MOST_WORDS = 6;
const MOST_CHARACTERS = 40;

/** Format of each usual extension, the text formats of this server included. */
const FORMAT_OF_EXTENSION: ReadonlyMap<string, AudioFormat> = new Map(
  (Object.keys(AUDIO_FORMATS) as AudioFormat[]).map((format) => [AUDIO_FORMATS[format].extension, format]),
);

/** Where a file is to go in the output folder: its folders and its name, without an extension. */
export interface OutputName {
  readonly folders: readonly string[];
  readonly stem: string;
  /** The format that the caller's extension asks for, where it has one that is known. */
  readonly format?: AudioFormat;
}

/**
 * Reads the name that a caller wants for a file, such as `podcast/intro.mp3`.
 * @throws {BadRequestError} If it is no relative name that is good on every system.
 */
export function parseOutputName(text: string): OutputName {
  const names = parseRelativeName(text, 'filename');
  const last = names.at(-1) ?? '';
  const [, stem = last, extension = ''] = /^(.+)\.([a-z0-9]+)$/i.exec(last) ?? [];
  const format = FORMAT_OF_EXTENSION.get(extension.toLowerCase());
  return { folders: names.slice(0, -1), ...(format ? { stem, format } : { stem: last }) };
}

/** A name made of the first words of a text, such as `good-morning-everyone`. */
export function nameFromText(text: string, otherwise: string): OutputName {
  // Markup of SSML is not part of the text.
  const words =
    text
      .replaceAll(/<[^>]*>/g, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = words.slice(0, MOST_WORDS).join('-').slice(0, MOST_CHARACTERS).replace(/-+$/, '');
  return { folders: [], stem: isGoodName(stem) ? stem : otherwise };
}

/** A name made of another file's, such as `meeting-enhanced`. */
export function nameFromFile(fileName: string, suffix: string): OutputName {
  const stem = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .slice(0, MOST_CHARACTERS)
    .trim();
  return { folders: [], stem: isGoodName(stem) ? `${stem}-${suffix}` : suffix };
}

function isGoodName(name: string): boolean {
  try {
    return parseRelativeName(name, 'filename').length === 1;
  } catch {
    return false;
  }
}
