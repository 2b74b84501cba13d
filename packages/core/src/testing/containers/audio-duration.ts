import type { AudioOutput } from '../../audio/audio-output.ts';
import { readContainer } from '../../audio/containers/read-container.ts';
import { check, inConformance } from '../check.ts';

/**
 * Length of audio in seconds as its own container tells it, read without trust in what the service says.
 * @returns `undefined` where the container, sound otherwise, leaves the length open.
 * @throws {ConformanceError} If it is no container of its format.
 */
export function containerDuration(audio: AudioOutput): number | undefined {
  const { format, channels, sampleRate } = audio;
  const bytes = audio.bytes();
  if (format === 'pcm') return bytes.length / 2 / channels / sampleRate;
  const { duration, flaw } = inConformance(() => readContainer(format, bytes));
  check(flaw === undefined, flaw ?? '');
  return duration;
}
