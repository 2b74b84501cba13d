import type { AnalysisGrid } from './analysis-grid.ts';
import { PITCH_STEPS, pitchOfStep } from './pitch-grid.ts';
import { pitchSalience } from './pitch-salience.ts';
import type { Plane } from './spectra.ts';

/** Most steps that the pitch moves from one window to the next; costs per step, and for a leap. */
const GLIDE = 8;
const GLIDE_COST = 0.04;
const LEAP_COST = 1.5;
/** Cost of beginning or ending a note. */
const TURN_COST = 0.75;
/** What silence scores, where the ninth decile of the best pitches scores 1. */
const SILENCE = 0.35;

const REFINED_HARMONICS = 15;
const REFINED_HERTZ = 4000;

/**
 * Follows the pitch of the leading voice.
 * @param powers - Of the grid; the less they hold of the accompaniment, the better.
 * @returns Hertz for each window; 0 where no voice sounds.
 * @see Salamon and Gómez, 2012, for the salience; Ryynänen and Klapuri, "Automatic transcription of melody, bass line, and
 * chords in polyphonic music", 2008, for a path through it.
 */
export function trackMelody(powers: Plane, grid: AnalysisGrid): Float32Array {
  const path = bestPath(pitchSalience(powers, grid));
  return path.map((step, window) => (step < 0 ? 0 : refine(powers, grid, window, pitchOfStep(step))));
}

/** The path of most salience and least movement, by Viterbi's algorithm; -1 stands for no pitch. */
function bestPath({ windows, values }: Plane): Float32Array {
  const reference = typicalPeak(values, windows);
  const silent = PITCH_STEPS;
  const states = PITCH_STEPS + 1;
  const origins = new Uint8Array(windows * states);
  let before = new Float32Array(states);
  let scores = new Float32Array(states);
  for (let window = 0; window < windows; window++) {
    let loudest = 0;
    for (let step = 1; step < PITCH_STEPS; step++) {
      if ((before[step] ?? 0) > (before[loudest] ?? 0)) loudest = step;
    }
    const leap = (before[loudest] ?? 0) - LEAP_COST;
    const onset = (before[silent] ?? 0) - TURN_COST;
    for (let step = 0; step < PITCH_STEPS; step++) {
      let best = leap > onset ? leap : onset;
      let origin = leap > onset ? loudest : silent;
      const last = Math.min(PITCH_STEPS - 1, step + GLIDE);
      for (let from = Math.max(0, step - GLIDE); from <= last; from++) {
        const score = (before[from] ?? 0) - GLIDE_COST * Math.abs(from - step);
        if (score > best) {
          best = score;
          origin = from;
        }
      }
      scores[step] = best + (values[window * PITCH_STEPS + step] ?? 0) / reference;
      origins[window * states + step] = origin;
    }
    const ends = (before[loudest] ?? 0) - TURN_COST > (before[silent] ?? 0);
    scores[silent] = SILENCE + (ends ? (before[loudest] ?? 0) - TURN_COST : (before[silent] ?? 0));
    origins[window * states + silent] = ends ? loudest : silent;
    [before, scores] = [scores, before];
  }
  let state = before.reduce((best, score, step) => (score > (before[best] ?? 0) ? step : best), silent);
  const path = new Float32Array(windows);
  for (let window = windows - 1; window >= 0; window--) {
    path[window] = state === silent ? -1 : state;
    state = origins[window * states + state] ?? silent;
  }
  return path;
}

/** The ninth decile of the highest salience of each window. */
function typicalPeak(values: Float32Array, windows: number): number {
  const peaks = Float32Array.from({ length: windows }, (_, window) =>
    values.subarray(window * PITCH_STEPS, (window + 1) * PITCH_STEPS).reduce((a, b) => Math.max(a, b), 0),
  ).sort();
  return Math.max(1e-9, peaks[Math.floor(0.9 * windows)] ?? 0);
}

/** Finds the pitch, within 40 cents, whose harmonics hold most. */
function refine({ bins, values }: Plane, { binHertz }: AnalysisGrid, window: number, pitch: number): number {
  let best = 0;
  let refined = pitch;
  for (let cents = -40; cents <= 40; cents += 4) {
    const tried = pitch * 2 ** (cents / 1200);
    let sum = 0;
    for (let harmonic = 1; harmonic <= REFINED_HARMONICS && harmonic * tried < REFINED_HERTZ; harmonic++) {
      const place = (harmonic * tried) / binHertz;
      const bin = Math.floor(place);
      if (bin + 1 >= bins) break;
      const low = Math.sqrt(values[window * bins + bin] ?? 0);
      const high = Math.sqrt(values[window * bins + bin + 1] ?? 0);
      sum += low + (place - bin) * (high - low);
    }
    if (sum > best) {
      best = sum;
      refined = tried;
    }
  }
  return refined;
}
