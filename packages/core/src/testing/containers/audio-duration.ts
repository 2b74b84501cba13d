import type { AudioOutput } from '../../audio/audio-output.ts';
import type { AudioFormat } from '../../audio/formats.ts';
import { flacDuration } from './flac.ts';
import { mp4Duration } from './mp4.ts';
import { aacDuration, mp3Duration } from './mpeg.ts';
import { oggDuration } from './ogg.ts';
import { measureWav } from './wav.ts';

const READERS: Readonly<Record<Exclude<AudioFormat, 'pcm'>, (bytes: Uint8Array) => number | undefined>> = {
  wav: (bytes) => measureWav(bytes).duration,
  mp3: mp3Duration,
  aac: aacDuration,
  flac: flacDuration,
  ogg: oggDuration,
  opus: oggDuration,
  m4a: mp4Duration,
};

/**
 * Length of audio in seconds as its own container tells it, read without trust in what the service says.
 * @returns `undefined` where the container, sound otherwise, leaves the length open.
 * @throws {ConformanceError} If it is no container of its format.
 */
export function containerDuration(audio: AudioOutput): number | undefined {
  const bytes = audio.bytes();
  if (audio.format === 'pcm') return bytes.length / 2 / audio.channels / audio.sampleRate;
  return READERS[audio.format](bytes);
}
