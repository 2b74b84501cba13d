import { FEATURES, type FrameFeatures } from './frame-features.ts';

/** A stretch of time, seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the audio passes through, in order: the frames of each word, and around each word a pause that may be left out. */
export interface ReferenceStates {
  readonly count: number;
  /** {@link FEATURES} values per state; those of pauses are 0. */
  readonly values: Float32Array;
  /** The word that each state is of; {@link PAUSE} for pauses. */
  readonly words: Int32Array;
  /** The frame of the reference that each state is; {@link PAUSE} for pauses. */
  readonly frames: Int32Array;
}

/** Stands for a pause where a word or a frame could be. */
export const PAUSE = -1;

/**
 * Lays the words of a reference out as states. What the reference itself pauses is left out: between any two words there
 * is one state of silence, which the audio may pass through for as long as it likes, or not at all.
 * @param spans - Of the words, in order; those without length have no state.
 * @param reversed - Turns time around: a text that has the sounds of this one and is another.
 */
export function referenceStates(
  reference: FrameFeatures,
  spans: readonly Span[],
  { reversed = false }: { readonly reversed?: boolean } = {},
): ReferenceStates {
  const frames: number[] = [PAUSE];
  const words: number[] = [PAUSE];
  for (const [word, { start, end }] of spans.entries()) {
    if (end <= start) continue;
    const first = Math.min(reference.count - 1, Math.ceil(start / reference.hop));
    const last = Math.max(first, Math.min(reference.count, Math.ceil(end / reference.hop)) - 1);
    for (let frame = first; frame <= last; frame++) {
      frames.push(frame);
      words.push(word);
    }
    frames.push(PAUSE);
    words.push(PAUSE);
  }
  if (reversed) {
    frames.reverse();
    words.reverse();
  }
  const values = new Float32Array(frames.length * FEATURES);
  for (const [state, frame] of frames.entries()) {
    if (frame === PAUSE) continue;
    const from = frame * FEATURES;
    values.set(reference.values.subarray(from, from + FEATURES), state * FEATURES);
  }
  return { count: frames.length, values, words: Int32Array.from(words), frames: Int32Array.from(frames) };
}
