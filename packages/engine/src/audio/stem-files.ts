import { AUDIO_FORMATS, type AudioOutput } from '@potoo/core';
import { Zip, ZipPassThrough } from 'fflate';

/** A stem, and what it is. */
interface Stem {
  readonly name: string;
  readonly audio: AudioOutput;
}

/** Most bytes of a ZIP file of the usual kind, with room for what it says of its files. */
const MOST_ZIP_BYTES = 2 ** 32 - 2 ** 16;

/** File name of a stem. */
export function stemFileName({ name, audio }: Stem): string {
  return `${name}.${AUDIO_FORMATS[audio.format].extension}`;
}

/** Whether the stems fit into one ZIP file: 4 GiB, an hour of six stems as WAV do not. */
export function fitZip(stems: readonly Stem[]): boolean {
  return stems.reduce((sum, { audio }) => sum + audio.byteLength, 0) <= MOST_ZIP_BYTES;
}

/** All stems in one ZIP file, a piece at a time. They are stored as they are: audio hardly gets any smaller. */
export async function* zipStems(stems: readonly Stem[]): AsyncGenerator<Uint8Array, void> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  for (const stem of stems) {
    const file = new ZipPassThrough(stemFileName(stem));
    zip.add(file);
    for await (const piece of stem.audio.stream()) {
      file.push(piece);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready;
}
