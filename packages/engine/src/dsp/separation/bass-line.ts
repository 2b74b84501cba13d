import type { AnalysisGrid } from './analysis-grid.ts';
import { findPitchPath, type PathCosts } from './pitch-path.ts';
import { createPlane, type Plane } from './spectra.ts';

/** Lowest note that is looked for, hertz: below the E of a bass guitar. The scale spans three octaves. */
const LOWEST = 32;
const STEPS_PER_OCTAVE = 36;
const STEPS = 3 * STEPS_PER_OCTAVE + 1;
const HARMONICS = 6;
const DECAY = 0.7;

/** Of windows 23 ms apart, on a scale of a third of a semitone: notes leap, and keep their pitch. */
const COSTS: PathCosts = { glide: 2, step: 0.05, leap: 0.5, turn: 0.3, silence: 0.15 };
const CLEAR = 0.8;

/** All that is held below is bass, hertz. */
const CUTOFF = 150;
const HIGHEST_HARMONIC = 1000;
/** Power of the first harmonic, divided by the square of its number, that a harmonic above is granted at most. */
const GRANTED = 0.15;
/** Half the width of a harmonic, bins. */
const HALF_WIDTH = 1.6;

/**
 * Estimates how much of each bin is bass: all that lies low, and of what lies above as much as the harmonics of the lowest
 * line may hold.
 * @param powers - What is left without voice and drums.
 * @returns Shares, 0 to 1.
 */
export function bassShares(powers: Plane, grid: AnalysisGrid): Plane {
  const { windows, bins, values } = powers;
  const shares = createPlane(windows, bins);
  const low = Float32Array.from({ length: bins }, (_, bin) => 1 / (1 + ((bin * grid.binHertz) / CUTOFF) ** 8));
  const path = findPitchPath(bassSalience(powers, grid), COSTS, CLEAR);
  for (let window = 0; window < windows; window++) {
    const row = shares.values.subarray(window * bins, (window + 1) * bins);
    row.set(low);
    const step = path[window] ?? -1;
    if (step >= 0)
      grantHarmonics(row, values.subarray(window * bins, (window + 1) * bins), pitchOf(step) / grid.binHertz, grid);
  }
  return shares;
}

function pitchOf(step: number): number {
  return LOWEST * 2 ** (step / STEPS_PER_OCTAVE);
}

/** Sums the magnitudes where the harmonics of each pitch would be. */
function bassSalience({ windows, bins, values }: Plane, { binHertz }: AnalysisGrid): Plane {
  const salience = createPlane(windows, STEPS);
  for (let window = 0; window < windows; window++) {
    for (let step = 0; step < STEPS; step++) {
      let sum = 0;
      let weight = 1;
      for (let harmonic = 1; harmonic <= HARMONICS; harmonic++, weight *= DECAY) {
        const place = (harmonic * pitchOf(step)) / binHertz;
        const bin = Math.floor(place);
        if (bin + 1 >= bins) break;
        const below = Math.sqrt(values[window * bins + bin] ?? 0);
        const above = Math.sqrt(values[window * bins + bin + 1] ?? 0);
        sum += weight * (below + (place - bin) * (above - below));
      }
      salience.values[window * STEPS + step] = sum;
    }
  }
  return salience;
}

function grantHarmonics(row: Float32Array, powers: Float32Array, spacing: number, { binHertz }: AnalysisGrid): void {
  const first = Math.round(spacing);
  const strength = Math.max(powers[first - 1] ?? 0, powers[first] ?? 0, powers[first + 1] ?? 0);
  const last = Math.min(row.length - 1, Math.floor(HIGHEST_HARMONIC / binHertz));
  for (let bin = 1; bin <= last; bin++) {
    const harmonic = Math.max(1, Math.round(bin / spacing));
    const distance = Math.abs(bin - harmonic * spacing) / HALF_WIDTH;
    if (distance >= 2) continue;
    const tooth = distance < 1 ? 1 : Math.cos((distance - 1) * (Math.PI / 2)) ** 2;
    const granted = Math.min(1, (GRANTED * strength) / (harmonic * harmonic * (powers[bin] ?? 0) + 1e-12));
    row[bin] = Math.max(row[bin] ?? 0, tooth * granted);
  }
}
