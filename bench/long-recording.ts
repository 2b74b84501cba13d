import { open } from 'node:fs/promises';
import { wavHeader } from '../packages/engine/src/audio/wav-header.ts';
import { renderSong } from '../packages/engine/src/testing/songs/render-song.ts';

/** Length of the song that is repeated, seconds. */
const SONG_SECONDS = 20;

/** Writes a song with a voice as a stereo WAV of 16 bits, as often as it takes. */
export async function writeLongRecording(path: string, seconds: number, sampleRate: number): Promise<void> {
  const { mixture } = renderSong({ seed: 7, seconds: SONG_SECONDS, sampleRate });
  const values = new Int16Array(2 * SONG_SECONDS * sampleRate);
  for (let frame = 0; frame < values.length / 2; frame++) {
    values[2 * frame] = Math.round(32_767 * Math.max(-1, Math.min(1, mixture.left[frame] ?? 0)));
    values[2 * frame + 1] = Math.round(32_767 * Math.max(-1, Math.min(1, mixture.right[frame] ?? 0)));
  }
  const song = new Uint8Array(values.buffer);
  await using file = await open(path, 'w');
  const bytes = 4 * Math.round(seconds * sampleRate);
  await file.write(wavHeader({ sampleRate, channels: 2, dataBytes: bytes }));
  for (let left = bytes; left > 0; left -= song.length) await file.write(song.subarray(0, Math.min(left, song.length)));
}
