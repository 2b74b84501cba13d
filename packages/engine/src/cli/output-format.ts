import { extname } from 'node:path';
import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '@potoo/core';
import { usageError } from './cli-errors.ts';

/** Other extensions that people use. */
const ALIASES: Readonly<Record<string, AudioFormat>> = { wave: 'wav', oga: 'ogg', mp4: 'm4a', raw: 'pcm' };

/** The formats' names, for help and messages. */
export const FORMAT_NAMES: readonly AudioFormat[] = Object.keys(AUDIO_FORMATS).filter(isAudioFormat);

/**
 * Chooses the format of an output: the one asked for, else the one that the file's extension names, else mp3.
 * @throws {CommanderError} When the extension names none.
 */
export function outputFormat(target: string | undefined, asked: AudioFormat | undefined): AudioFormat {
  if (asked !== undefined) return asked;
  const extension = target === undefined ? '' : extname(target).slice(1).toLowerCase();
  if (extension === '') return 'mp3';
  if (isAudioFormat(extension)) return extension;
  const alias = ALIASES[extension];
  if (alias !== undefined) return alias;
  throw usageError(
    `The extension .${extension} names no audio format that can be written.`,
    `Use one of ${FORMAT_NAMES.join(', ')}, or say --format.`,
  );
}
