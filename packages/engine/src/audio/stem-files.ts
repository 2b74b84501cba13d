import { AUDIO_FORMATS, type AudioOutput } from '@potoo/core';
import { zipSync } from 'fflate';

/** A stem, and what it is. */
interface Stem {
  readonly name: string;
  readonly audio: AudioOutput;
}

/** File name of a stem. */
export function stemFileName({ name, audio }: Stem): string {
  return `${name}.${AUDIO_FORMATS[audio.format].extension}`;
}

/** All stems in one ZIP file. They are stored as they are: audio hardly gets any smaller. */
export function zipStems(stems: readonly Stem[]): Uint8Array<ArrayBuffer> {
  const files = Object.fromEntries(stems.map((stem) => [stemFileName(stem), stem.audio.bytes()]));
  return Uint8Array.from(zipSync(files, { level: 0 }));
}
