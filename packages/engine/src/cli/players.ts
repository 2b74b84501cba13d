import type { AudioFormat } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { findProgram } from './find-program.ts';

/** A program that plays audio. */
export interface Player {
  readonly program: string;
  readonly formats: readonly AudioFormat[];
  /** Arguments to play a WAV file from its standard input; absent where it cannot. */
  readonly pipeArguments?: readonly string[];
  /** Arguments to play a file, given by an absolute path. */
  fileArguments(path: string): readonly string[];
}

const FFPLAY = ['-nodisp', '-autoexit', '-loglevel', 'error', '-i'];
const MPV = ['--no-video', '--no-terminal', '--no-config', '--'];

/** The players that are tried, in order. */
export const PLAYERS: readonly Player[] = [
  {
    program: 'ffplay',
    formats: ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac'],
    pipeArguments: [...FFPLAY, 'pipe:0'],
    fileArguments: (path) => [...FFPLAY, `file:${path}`],
  },
  {
    program: 'mpv',
    formats: ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'aac'],
    pipeArguments: [...MPV, '-'],
    fileArguments: (path) => [...MPV, path],
  },
  {
    // The player of SoX. Without its plug-ins it knows no mp3, so it is not asked to.
    program: 'play',
    formats: ['wav', 'flac', 'ogg'],
    pipeArguments: ['-q', '-t', 'wav', '-'],
    fileArguments: (path) => ['-q', path],
  },
  { program: 'paplay', formats: ['wav', 'flac', 'ogg'], fileArguments: (path) => [path] },
  { program: 'aplay', formats: ['wav'], pipeArguments: ['-q', '-'], fileArguments: (path) => ['-q', path] },
  { program: 'afplay', formats: ['mp3', 'wav', 'flac', 'm4a', 'aac'], fileArguments: (path) => [path] },
];

/** A player that is here. */
export interface FoundPlayer {
  readonly player: Player;
  readonly path: string;
}

/** Finds the first player on PATH that knows a format. */
export async function findPlayer(
  format: AudioFormat,
  { env }: Pick<CliContext, 'env'>,
): Promise<FoundPlayer | undefined> {
  for (const player of PLAYERS) {
    if (!player.formats.includes(format)) continue;
    const path = await findProgram(player.program, env);
    if (path !== undefined) return { player, path };
  }
  return undefined;
}
