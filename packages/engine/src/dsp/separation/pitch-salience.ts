import type { AnalysisGrid } from './analysis-grid.ts';
import { LOWEST_PITCH, PITCH_STEPS, stepOfPitch } from './pitch-grid.ts';
import { createPlane, type Plane } from './spectra.ts';

const HIGHEST_HERTZ = 5000;
const HARMONICS = 20;
/** What each harmonic counts against the one below it. */
const DECAY = 0.85;
/** Either side of a spectral peak, in hertz, that its level is held against. */
const NEIGHBOURHOOD = 400;
/** Steps either side of a harmonic's place over which its weight spreads. */
const SPREAD = 2.5;

/**
 * Sums, for every pitch, the spectral peaks where its harmonics would be.
 * @param powers - Of the grid.
 * @returns A plane of {@link PITCH_STEPS} values a window.
 * @see Salamon and Gómez, "Melody extraction from polyphonic music signals using pitch contour characteristics", 2012.
 * @see Klapuri, "Multiple fundamental frequency estimation by summing harmonic amplitudes", ISMIR 2006, for the whitening.
 */
export function pitchSalience({ windows, bins, values }: Plane, grid: AnalysisGrid): Plane {
  const salience = createPlane(windows, PITCH_STEPS);
  const top = Math.min(bins - 2, Math.floor(HIGHEST_HERTZ / grid.binHertz));
  const levels = new Float32Array(top + 2);
  for (let window = 0; window < windows; window++) {
    whiten(values.subarray(window * bins, window * bins + top + 2), levels, Math.round(NEIGHBOURHOOD / grid.binHertz));
    const row = salience.values.subarray(window * PITCH_STEPS, (window + 1) * PITCH_STEPS);
    for (let bin = 2; bin < top; bin++) {
      const level = levels[bin] ?? 0;
      const left = levels[bin - 1] ?? 0;
      const right = levels[bin + 1] ?? 0;
      if (level <= left || level < right) continue;
      addHarmonics(row, (bin + peakOffset(left, level, right)) * grid.binHertz, level);
    }
  }
  return salience;
}

/** Root of the power, mostly freed from the shape of the spectrum at large. */
function whiten(powers: Float32Array, levels: Float32Array, radius: number): void {
  const length = levels.length;
  let total = 0;
  for (const power of powers) total += power;
  const floor = (0.02 * total) / length + 1e-9;
  let sum = 0;
  for (let bin = 0; bin < Math.min(radius, length); bin++) sum += powers[bin] ?? 0;
  for (let bin = 0; bin < length; bin++) {
    if (bin + radius < length) sum += powers[bin + radius] ?? 0;
    if (bin - radius - 1 >= 0) sum -= powers[bin - radius - 1] ?? 0;
    const mean = Math.max(0, sum) / (Math.min(length - 1, bin + radius) - Math.max(0, bin - radius) + 1);
    levels[bin] = Math.sqrt(powers[bin] ?? 0) / (mean + floor) ** 0.3;
  }
}

/** Place of a peak between bins, by a parabola through the logarithms of three levels. */
export function peakOffset(left: number, level: number, right: number): number {
  const a = Math.log(left + 1e-12);
  const b = Math.log(level + 1e-12);
  const c = Math.log(right + 1e-12);
  const curve = a - 2 * b + c;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (a - c)) / curve)) : 0;
}

function addHarmonics(row: Float32Array, hertz: number, level: number): void {
  let weight = level;
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic++, weight *= DECAY) {
    if (hertz / harmonic < LOWEST_PITCH) return;
    const place = stepOfPitch(hertz / harmonic);
    const first = Math.max(0, Math.ceil(place - SPREAD));
    const last = Math.min(PITCH_STEPS - 1, Math.floor(place + SPREAD));
    for (let step = first; step <= last; step++) {
      const nearness = Math.cos(((step - place) / SPREAD) * (Math.PI / 2));
      row[step] = (row[step] ?? 0) + weight * nearness * nearness;
    }
  }
}
