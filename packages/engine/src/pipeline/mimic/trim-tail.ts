import type { Utterance } from '../../backends/contract.ts';

/** Stretch whose level is looked at, seconds. */
const WINDOW = 0.02;
/** Share of the windows that are quieter than the loud ones, whose level is that of the speech. */
const LOUD_SHARE = 0.9;
/** Below the loud ones by this, as mean squares, no word ends: 20 dB. */
const QUIETER = 0.01;
/** What is kept after the last sound of speech, seconds: consonants and the decay of a voice. */
const KEPT = 0.25;
/** Less than this more is left alone, seconds. */
const WORTH_CUTTING = 0.1;
/** Length of the fade into silence, seconds. */
const FADE = 0.05;

/**
 * Takes off what a generative voice goes on with after its last word: hum, hiss, breathing. Only what is much quieter than the
 * speech is taken for such; something said that does not stand in the text is found by listening to it (`verify`).
 */
export function trimTail(utterance: Utterance): Utterance {
  const { samples, sampleRate } = utterance;
  const to = endOfSpeech(samples, sampleRate) + Math.round(KEPT * sampleRate);
  if (samples.length - to < WORTH_CUTTING * sampleRate) return utterance;
  const kept = samples.slice(0, to);
  const fade = Math.round(FADE * sampleRate);
  for (let left = Math.min(fade, to); left > 0; left--) kept[to - left] = (kept[to - left] ?? 0) * (left / fade);
  const end = to / sampleRate;
  const within = <Span extends { readonly start: number; readonly end: number }>(span: Span): Span => ({
    ...span,
    start: Math.min(span.start, end),
    end: Math.min(span.end, end),
  });
  return { ...utterance, samples: kept, words: utterance.words.map(within), phones: utterance.phones.map(within) };
}

/** Frames up to the end of the last window that is loud enough for speech; all where nothing is heard. */
function endOfSpeech(samples: Float32Array, sampleRate: number): number {
  const length = Math.max(1, Math.round(WINDOW * sampleRate));
  const levels = Array.from({ length: Math.ceil(samples.length / length) }, (_, window) => {
    const values = samples.subarray(window * length, (window + 1) * length);
    return values.reduce((sum, value) => sum + value * value, 0) / values.length;
  });
  const audible = levels.filter((level) => level > 0).sort((one, other) => one - other);
  const loud = audible[Math.floor(audible.length * LOUD_SHARE)];
  if (loud === undefined) return samples.length;
  return Math.min(samples.length, (levels.findLastIndex((level) => level > loud * QUIETER) + 1) * length);
}
