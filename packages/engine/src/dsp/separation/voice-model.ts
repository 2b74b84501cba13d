import { type AnalysisGrid, createGrid, windowsIn } from './analysis-grid.ts';
import { harmonicComb } from './harmonic-comb.ts';
import { levelsOf } from './level-steps.ts';
import { fitLowRank, modelPowers } from './low-rank-model.ts';
import { trackMelody } from './melody-track.ts';
import { estimatePercussion } from './percussion.ts';
import type { SegmentPlanes } from './segment-planes.ts';
import { findSimilarWindows, medianOverSimilar } from './similar-windows.ts';
import { medianOverTime } from './sliding-median.ts';
import { createPlane, eachSpectrum, type Plane, spectrumReader, spectrumWriter } from './spectra.ts';
import { averageBands, createBands } from './spectral-bands.ts';
import { foretoldBySides } from './stereo-image.ts';

export const TUNE = { K: 24, iters: 20, u: 0.6, hsub: 0.7, epow: 3, panW: 1, fineDiv: 2 };

/** A stretch of audio, as it is looked at. */
export interface Stretch {
  /** Half the sum of both channels. */
  readonly mid: Float32Array;
  /** Half their difference; absent for mono. */
  readonly side: Float32Array | undefined;
  readonly grid: AnalysisGrid;
  /** Brings the stretch to the common level of the planes. */
  readonly gain: number;
  readonly planes: SegmentPlanes;
}

/** Powers, in the middle, of the voice and of all that accompanies it. */
export interface VoiceModel {
  readonly voice: Plane;
  readonly accompaniment: Plane;
}

/**
 * Estimates the powers of the voice and of its accompaniment.
 *
 * What repeats, what beats and what the sides foretell is accompaniment: a first guess. In what it leaves, the pitch of the
 * voice is followed. Where the harmonics of that pitch lie, and where the first guess falls short, the accompaniment is then
 * filled in from where it plays alone, by a model of few spectra. The voice is what exceeds that model.
 */
export async function modelVoice(stretch: Stretch, pause: (fraction: number) => Promise<void>): Promise<VoiceModel> {
  const { grid, planes } = stretch;
  const { mid } = planes;
  const foretold = foretoldBySides(planes, grid);
  const known = knownAccompaniment(planes, foretold, grid);
  await pause(0.2);
  const comb = voiceComb(stretch, known);
  await pause(0.3);
  const explained = await explainedPowers(planes, comb, known, stretch.side !== undefined, grid, (fraction) =>
    pause(0.3 + 0.7 * fraction),
  );
  const voice = createPlane(mid.windows, mid.bins);
  for (let index = 0; index < voice.values.length; index++) {
    const power = mid.values[index] ?? 0;
    const tooth = comb.values[index] ?? 0;
    const other = Math.max(explained.values[index] ?? 0, TUNE.panW * (foretold.values[index] ?? 0));
    // Between the harmonics, only what does not repeat may be a consonant.
    const novelty = Math.max(0, power - (known.values[index] ?? 0)) / (power + 1e-12);
    const share = tooth + (1 - tooth) * TUNE.u * novelty;
    voice.values[index] = share * Math.max(0, power - other);
  }
  for (let index = 0; index < voice.values.length; index++)
    explained.values[index] = Math.max(0, (mid.values[index] ?? 0) - (voice.values[index] ?? 0));
  return { voice, accompaniment: explained };
}

function knownAccompaniment(planes: SegmentPlanes, foretold: Plane, grid: AnalysisGrid): Plane {
  const { mid, side } = planes;
  const percussion = estimatePercussion(planes, grid);
  const similar = findSimilarWindows([mid, side], grid, {
    context: windowsIn(grid, 0.23),
    apart: windowsIn(grid, 0.19),
    count: 12,
  });
  const known = medianOverSimilar(levelsOf(mid), similar);
  for (let index = 0; index < known.values.length; index++) {
    known.values[index] = Math.max(
      known.values[index] ?? 0,
      percussion.mid.values[index] ?? 0,
      foretold.values[index] ?? 0,
    );
  }
  return known;
}

function voiceComb({ mid, grid, gain, planes }: Stretch, known: Plane): Plane {
  const held = medianOverTime(levelsOf(planes.mid), windowsIn(grid, 0.14));
  const rest = createPlane(held.windows, held.bins);
  for (let index = 0; index < rest.values.length; index++) {
    const power = planes.mid.values[index] ?? 0;
    const fresh = Math.max(0, power - (known.values[index] ?? 0));
    const moving = power - TUNE.hsub * (held.values[index] ?? 0);
    rest.values[index] = Math.sqrt(Math.max(Math.min(fresh, moving), 0.1 * fresh) / (power + 1e-12)) * gain;
  }
  const fine = createGrid(grid.sampleRate, grid.size / grid.sampleRate / TUNE.fineDiv);
  const pitches = trackMelody(powersOf(masked(mid, rest, grid), fine), fine);
  return harmonicComb({ grid: fine, pitches }, grid, held.windows);
}

/** The signal with every bin multiplied by a mask. */
function masked(signal: Float32Array, mask: Plane, grid: AnalysisGrid): Float32Array {
  const output = new Float32Array(signal.length);
  const read = spectrumReader(signal, grid);
  const write = spectrumWriter(output, grid);
  const re = new Float32Array(grid.bins);
  const im = new Float32Array(grid.bins);
  for (let window = 0; window < mask.windows; window++) {
    read(window, re, im);
    for (let bin = 0; bin < grid.bins; bin++) {
      const factor = bin < mask.bins ? (mask.values[window * mask.bins + bin] ?? 0) : 0;
      re[bin] = factor * (re[bin] ?? 0);
      im[bin] = factor * (im[bin] ?? 0);
    }
    write(window, re, im);
  }
  return output;
}

function powersOf(signal: Float32Array, grid: AnalysisGrid): Plane {
  const plane = createPlane(Math.ceil(signal.length / grid.hop) + 3, grid.looked);
  eachSpectrum(signal, grid, (window, re, im) => {
    for (let bin = 0; bin < grid.looked; bin++)
      plane.values[window * grid.looked + bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
  });
  return plane;
}

async function explainedPowers(
  planes: SegmentPlanes,
  comb: Plane,
  known: Plane,
  stereo: boolean,
  grid: AnalysisGrid,
  pause: (fraction: number) => Promise<void>,
): Promise<Plane> {
  const { mid, side } = planes;
  const { windows, bins } = mid;
  const trust = createPlane(windows, bins);
  for (let index = 0; index < trust.values.length; index++) {
    const power = mid.values[index] ?? 0;
    const novelty = Math.max(0, power - (known.values[index] ?? 0)) / (power + 1e-12);
    trust.values[index] = 1 - 0.98 * Math.max(comb.values[index] ?? 0, novelty ** TUNE.epow);
  }
  const edges = createBands(grid);
  const bands = edges.length - 1;
  const bandMid = averageBands(mid, edges);
  const bandSide = averageBands(side, edges);
  const bandTrust = averageBands(trust, edges);
  const width = stereo ? 2 * bands : bands;
  const magnitudes = createPlane(windows, width);
  const weights = createPlane(windows, width);
  for (let window = 0; window < windows; window++) {
    for (let band = 0; band < bands; band++) {
      const from = window * bands + band;
      const to = window * width + band;
      magnitudes.values[to] = Math.sqrt(bandMid.values[from] ?? 0);
      weights.values[to] = bandTrust.values[from] ?? 0;
      if (!stereo) continue;
      magnitudes.values[to + bands] = Math.sqrt(bandSide.values[from] ?? 0);
      weights.values[to + bands] = 1;
    }
  }
  const model = modelPowers(
    await fitLowRank(magnitudes, weights, { components: TUNE.K, iterations: TUNE.iters, pause }),
    windows,
    width,
  );
  const explained = createPlane(windows, bins);
  for (let window = 0; window < windows; window++) {
    for (let band = 0; band < bands; band++) {
      const index = window * bands + band;
      const shareMid = Math.min(1, (model.values[window * width + band] ?? 0) / ((bandMid.values[index] ?? 0) + 1e-12));
      for (let bin = edges[band] ?? 0; bin < (edges[band + 1] ?? 0); bin++) {
        const at = window * bins + bin;
        explained.values[at] = shareMid * (mid.values[at] ?? 0);
      }
    }
  }
  return explained;
}
