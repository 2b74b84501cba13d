import { access } from 'node:fs/promises';
import type { AudioFormat } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { usageError } from './cli-errors.ts';
import { outputFormat } from './output-format.ts';
import { requirePlayer } from './play-audio.ts';
import { type FoundPlayer, findPlayer } from './players.ts';

/** What the options say about where speech goes. */
export interface SpeechOutputOptions {
  readonly output?: string;
  readonly format?: AudioFormat;
  readonly play?: boolean;
  readonly json?: boolean;
}

/** Where speech goes. */
export interface SpeechOutput {
  readonly format: AudioFormat;
  /** A path, or `-` for standard output; absent when it is only played. */
  readonly target?: string;
  /** Plays it: as it is made when there is no `target`, else afterwards. */
  readonly player?: FoundPlayer;
}

/**
 * Decides where speech goes. With `-o`, there. Else, with `--play`, to a player. Else to standard output when that is a
 * pipe or a file. Else, on a terminal, to a player when there is one, and to a new file `speech.mp3` when there is none.
 */
export async function chooseSpeechOutput(options: SpeechOutputOptions, context: CliContext): Promise<SpeechOutput> {
  const { output, play, json } = options;
  if (json && (output === undefined || output === '-') && !(play && output === undefined)) {
    throw usageError('--json writes to the standard output, so the audio needs another place.', 'Add -o FILE.');
  }
  if (output !== undefined) {
    if (output === '-' && play) throw usageError('--play cannot be combined with -o -.');
    if (output === '-' && context.isTTY.stdout) {
      throw usageError(
        'The standard output is a terminal: audio would fill it with rubbish.',
        'Name a file, or pipe it.',
      );
    }
    const format = outputFormat(output, options.format);
    return { target: output, format, ...(play && { player: await requirePlayer(format, context) }) };
  }
  if (play) return { format: 'wav', player: await requirePlayer('wav', context) };
  if (!context.isTTY.stdout) return { target: '-', format: options.format ?? 'mp3' };
  const player = options.format === undefined ? await findPlayer('wav', context) : undefined;
  if (player) return { format: 'wav', player };
  const format = options.format ?? 'mp3';
  return { target: await freeName('speech', format), format };
}

/** A file that nobody named must not replace one that somebody made. */
async function freeName(stem: string, extension: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.${extension}` : `${stem}-${number}.${extension}`;
    const taken = await access(name).then(
      () => true,
      () => false,
    );
    if (!taken) return name;
  }
}
