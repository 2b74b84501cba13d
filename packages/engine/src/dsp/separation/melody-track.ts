import type { AnalysisGrid } from './analysis-grid.ts';
import { pitchOfStep } from './pitch-grid.ts';
import { findPitchPath, type PathCosts } from './pitch-path.ts';
import { pitchSalience } from './pitch-salience.ts';
import type { Plane } from './spectra.ts';

/** Of windows 12 ms apart, on a scale of 20 cents: a voice glides by 160 cents at most, and rather breaks off than leaps. */
export const COSTS = { glide: 8, step: 0.04, leap: 1.5, turn: 0.75, silence: 0.35 };
const CLEAR = 0.9;

/** Cents either side of the path, and how finely they are searched. */
const REFINED_CENTS = 40;
const REFINED_STEP = 4;
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
  const path = findPitchPath(pitchSalience(powers, grid), COSTS as PathCosts, CLEAR);
  return path.map((step, window) => (step < 0 ? 0 : refine(powers, grid, window, pitchOfStep(step))));
}

/** Finds the pitch near another whose harmonics hold most. */
function refine({ bins, values }: Plane, { binHertz }: AnalysisGrid, window: number, pitch: number): number {
  let best = 0;
  let refined = pitch;
  for (let cents = -REFINED_CENTS; cents <= REFINED_CENTS; cents += REFINED_STEP) {
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
