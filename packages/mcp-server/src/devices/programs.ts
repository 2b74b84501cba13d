import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A program that plays or records, and how it is called. */
export interface DeviceProgram {
  readonly name: string;
  /** Systems that it is tried on. @default All. */
  readonly platform?: NodeJS.Platform;
  /** Arguments for a WAV file by its absolute path. */
  arguments(file: string): readonly string[];
}

/** Environment variable that holds the path of the WAV file. */
export const WAV_VARIABLE = 'POTOO_WAV';

const QUIET = ['-hide_banner', '-loglevel', 'error'];

/** Programs that play a WAV file to its end, in the order in which they are tried. */
export const PLAYERS: readonly DeviceProgram[] = [
  { name: 'afplay', platform: 'darwin', arguments: (file) => [file] },
  { name: 'pw-play', arguments: (file) => [file] },
  { name: 'paplay', arguments: (file) => [file] },
  { name: 'aplay', arguments: (file) => ['-q', file] },
  { name: 'ffplay', arguments: (file) => ['-nodisp', '-autoexit', '-loglevel', 'error', '-i', `file:${file}`] },
  { name: 'mpv', arguments: (file) => ['--no-video', '--no-terminal', '--no-config', '--', file] },
  { name: 'play', arguments: (file) => ['-q', file] },
  {
    name: 'powershell',
    platform: 'win32',
    // PowerShell reads all of its arguments as a script; the path is no part of it.
    arguments: () => ['-NoProfile', '-Command', `(New-Object Media.SoundPlayer $env:${WAV_VARIABLE}).PlaySync()`],
  },
];

/** Programs that record into a WAV file until they are interrupted, in the order in which they are tried. */
export const RECORDERS: readonly DeviceProgram[] = [
  { name: 'pw-record', arguments: (file) => ['--rate', '48000', '--channels', '1', file] },
  { name: 'parecord', arguments: (file) => ['--file-format=wav', '--rate=48000', '--channels=1', file] },
  { name: 'arecord', arguments: (file) => ['-q', '-f', 'S16_LE', '-r', '48000', '-c', '1', file] },
  { name: 'rec', arguments: (file) => ['-q', '-r', '48000', '-c', '1', file] },
  {
    name: 'ffmpeg',
    platform: 'darwin',
    arguments: (file) => [...QUIET, '-f', 'avfoundation', '-i', ':default', '-ac', '1', '-ar', '48000', `file:${file}`],
  },
  {
    name: 'ffmpeg',
    platform: 'linux',
    arguments: (file) => [...QUIET, '-f', 'pulse', '-i', 'default', '-ac', '1', '-ar', '48000', `file:${file}`],
  },
];

/** Finds the first program of a list on PATH. */
export async function findProgram(
  programs: readonly DeviceProgram[],
  path = process.env['PATH'] ?? '',
): Promise<{ readonly program: DeviceProgram; readonly file: string } | undefined> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const program of programs) {
    if (program.platform !== undefined && program.platform !== process.platform) continue;
    for (const folder of path.split(delimiter).filter((each) => each !== '')) {
      const file = join(folder, program.name + suffix);
      if (await isProgram(file)) return { program, file };
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
