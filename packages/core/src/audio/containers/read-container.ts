import type { AudioFormat } from '../formats.ts';
import type { ContainerFacts } from './container-facts.ts';
import { readFlac } from './flac.ts';
import { readMp4 } from './mp4.ts';
import { readAac, readMp3 } from './mpeg.ts';
import { readOgg } from './ogg.ts';
import { readWav } from './wav.ts';

/** A format that says of itself what it is. */
export type ContainerFormat = Exclude<AudioFormat, 'pcm'>;

const READERS: Readonly<Record<ContainerFormat, (bytes: Uint8Array) => ContainerFacts>> = {
  wav: readWav,
  mp3: readMp3,
  aac: readAac,
  flac: readFlac,
  ogg: readOgg,
  opus: readOgg,
  m4a: readMp4,
};

/**
 * Reads what an audio file tells of itself: length, rate, channels.
 * @throws {UnreachableError} `invalid_response`, if it is no file of its format.
 */
export function readContainer(format: ContainerFormat, bytes: Uint8Array): ContainerFacts {
  return READERS[format](bytes);
}
