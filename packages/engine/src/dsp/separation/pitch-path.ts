import type { Plane } from './spectra.ts';

/** What a path may do, and what that costs, in units of the salience of a clear pitch. */
export interface PathCosts {
  /** Most steps from one window to the next. */
  readonly glide: number;
  /** Of each step. */
  readonly step: number;
  /** Of going on at any other pitch. */
  readonly leap: number;
  /** Of beginning or ending. */
  readonly turn: number;
  /** What a window without a pitch scores. */
  readonly silence: number;
}

/**
 * Finds the path of most salience and least movement, by Viterbi's algorithm.
 * @param salience - One value a step of the pitch scale.
 * @param clear - The salience of a clear pitch: this quantile of the highest of each window.
 * @returns Steps, one a window; -1 stands for no pitch.
 */
export function findPitchPath({ windows, bins, values }: Plane, costs: PathCosts, clear: number): Float32Array {
  const unit = typicalPeak(values, windows, bins, clear);
  const silent = bins;
  const states = bins + 1;
  const origins = new Int16Array(windows * states);
  let before = new Float32Array(states);
  let scores = new Float32Array(states);
  for (let window = 0; window < windows; window++) {
    const loudest = indexOfLargest(before, bins);
    const ended = (before[loudest] ?? 0) - costs.turn;
    const leap = (before[loudest] ?? 0) - costs.leap;
    const onset = (before[silent] ?? 0) - costs.turn;
    for (let step = 0; step < bins; step++) {
      let best = Math.max(leap, onset);
      let origin = leap > onset ? loudest : silent;
      const last = Math.min(bins - 1, step + costs.glide);
      for (let from = Math.max(0, step - costs.glide); from <= last; from++) {
        const score = (before[from] ?? 0) - costs.step * Math.abs(from - step);
        if (score > best) {
          best = score;
          origin = from;
        }
      }
      scores[step] = best + (values[window * bins + step] ?? 0) / unit;
      origins[window * states + step] = origin;
    }
    const ends = ended > (before[silent] ?? 0);
    scores[silent] = costs.silence + Math.max(ended, before[silent] ?? 0);
    origins[window * states + silent] = ends ? loudest : silent;
    [before, scores] = [scores, before];
  }
  const path = new Float32Array(windows);
  let state = indexOfLargest(before, states);
  for (let window = windows - 1; window >= 0; window--) {
    path[window] = state === silent ? -1 : state;
    state = origins[window * states + state] ?? silent;
  }
  return path;
}

function indexOfLargest(values: Float32Array, length: number): number {
  let largest = 0;
  for (let index = 1; index < length; index++) {
    if ((values[index] ?? 0) > (values[largest] ?? 0)) largest = index;
  }
  return largest;
}

function typicalPeak(values: Float32Array, windows: number, bins: number, quantile: number): number {
  const peaks = Float32Array.from({ length: windows }, (_, window) => {
    const row = values.subarray(window * bins, (window + 1) * bins);
    return row[indexOfLargest(row, bins)] ?? 0;
  }).sort();
  return Math.max(1e-9, peaks[Math.floor(quantile * windows)] ?? 0);
}
