import { type AnalysisGrid, createGrid, windowCount, windowsIn } from './analysis-grid.ts';
import { harmonicComb } from './harmonic-comb.ts';
import { levelsOf } from './level-steps.ts';
import { trackMelody } from './melody-track.ts';
import { medianOverTime } from './sliding-median.ts';
import { createPlane, eachSpectrum, type Plane, spectrumReader, spectrumWriter } from './spectra.ts';
import type { Stretch } from './stretch.ts';

/** A partial that keeps its pitch for about so long is no voice's, seconds; and how much of it is taken away. */
const STEADY_SECONDS = 0.28;
const STEADY_SHARE = 0.7;
/** What is never taken away of what the known accompaniment leaves: a voice may hold a note. */
const KEPT_SHARE = 0.1;

/** Marks the bins of the harmonics of the leading voice: follows its pitch in what the known accompaniment leaves. */
export function voiceComb({ mid, grid, planes }: Stretch, known: Plane): Plane {
  const rest = filtered(mid, shareLeft(planes.mid, known, grid), grid);
  // Speech changes faster than the spectra that part harmonics best can show.
  const fine = createGrid(grid.sampleRate, grid.size / grid.sampleRate / 2);
  const pitches = trackMelody(powersOf(rest, fine), fine);
  return harmonicComb({ grid: fine, pitches }, grid, known.windows);
}

/**
 * Amplitudes, 0 to 1, of what may be the voice.
 * @see Tachibana, Ono, Ono and Sagayama, "Melody line estimation in homophonic music audio signals based on
 * temporal-variability of melodic source", ICASSP 2010: a voice wavers, an instrument's partial does not.
 */
function shareLeft(powers: Plane, known: Plane, grid: AnalysisGrid): Plane {
  const steady = medianOverTime(levelsOf(powers), windowsIn(grid, STEADY_SECONDS / 2));
  for (let index = 0; index < steady.values.length; index++) {
    const power = powers.values[index] ?? 0;
    const fresh = Math.max(0, power - (known.values[index] ?? 0));
    const moving = power - STEADY_SHARE * (steady.values[index] ?? 0);
    steady.values[index] = Math.sqrt(Math.max(Math.min(fresh, moving), KEPT_SHARE * fresh) / (power + 1e-12));
  }
  return steady;
}

/** The signal with every bin multiplied by a share. */
function filtered(signal: Float32Array, shares: Plane, grid: AnalysisGrid): Float32Array {
  const output = new Float32Array(signal.length);
  const read = spectrumReader(signal, grid);
  const write = spectrumWriter(output, grid);
  const re = new Float32Array(grid.bins);
  const im = new Float32Array(grid.bins);
  for (let window = 0; window < shares.windows; window++) {
    read(window, re, im);
    for (let bin = 0; bin < grid.bins; bin++) {
      const share = bin < shares.bins ? (shares.values[window * shares.bins + bin] ?? 0) : 0;
      re[bin] = share * (re[bin] ?? 0);
      im[bin] = share * (im[bin] ?? 0);
    }
    write(window, re, im);
  }
  return output;
}

function powersOf(signal: Float32Array, grid: AnalysisGrid): Plane {
  const plane = createPlane(windowCount(grid, signal.length), grid.looked);
  eachSpectrum(signal, grid, (window, re, im) => {
    const row = window * grid.looked;
    for (let bin = 0; bin < grid.looked; bin++) plane.values[row + bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
  });
  return plane;
}
