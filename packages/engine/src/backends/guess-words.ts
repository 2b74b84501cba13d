import type { SynthesizeParams, Utterance } from './contract.ts';

const FRAME = 0.01;
/** Below this share of the peak, a frame at an edge is silence. */
const SILENCE = 0.02;
/** A pause is as long as so many letters. */
const PAUSE = 4;

/**
 * Guesses the times of words for voices that tell none: the sounding part of the audio, shared out by the letters of the
 * words and the pauses after them.
 */
export function guessWords(
  samples: Float32Array,
  sampleRate: number,
  { text, words }: Pick<SynthesizeParams, 'text' | 'words'>,
): Utterance['words'] {
  const [from, to] = soundingPart(samples, sampleRate);
  const parts = words.map((word, index) => {
    const next = words[index + 1]?.from ?? text.length;
    const isPause = index < words.length - 1 && /[,;:.!?…–—]/.test(text.slice(word.to, next));
    return { letters: Math.max(1, word.to - word.from), pause: isPause ? PAUSE : 0 };
  });
  const total = parts.reduce((sum, { letters, pause }) => sum + letters + pause, 0);
  const scale = total > 0 ? (to - from) / total : 0;
  let at = from;
  return parts.map(({ letters, pause }) => {
    const [start, end] = [at, at + letters * scale];
    at = end + pause * scale;
    return { start, end };
  });
}

/** Seconds from the first to the last frame that is not silence. */
function soundingPart(samples: Float32Array, sampleRate: number): [from: number, to: number] {
  const frame = Math.max(1, Math.round(FRAME * sampleRate));
  const peaks: number[] = [];
  for (let at = 0; at < samples.length; at += frame) {
    let peak = 0;
    for (const sample of samples.subarray(at, at + frame)) peak = Math.max(peak, Math.abs(sample));
    peaks.push(peak);
  }
  const threshold = SILENCE * peaks.reduce((most, peak) => Math.max(most, peak), 0);
  const first = peaks.findIndex((peak) => peak > threshold);
  if (first < 0) return [0, samples.length / sampleRate];
  const last = peaks.findLastIndex((peak) => peak > threshold);
  return [first * FRAME, Math.min(samples.length / sampleRate, (last + 1) * FRAME)];
}
