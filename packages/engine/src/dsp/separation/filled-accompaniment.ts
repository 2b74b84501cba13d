import type { AnalysisGrid } from './analysis-grid.ts';
import { fitLowRank } from './low-rank-model.ts';
import type { StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import { averageBands, createBands } from './spectral-bands.ts';
import type { Pause } from './stretch.ts';

export const TUNE = { K: 24, iters: 20 };

/**
 * Fills the accompaniment in where it cannot be seen for the voice, from where it plays alone.
 *
 * Middle and sides are explained by the same few spectra: what an instrument plays under the voice shows in the sides, where
 * there is none.
 * @param planes - Powers of the mixture.
 * @param trust - How far each bin of the middle is accompaniment, 0 to 1.
 * @returns Powers of the accompaniment in the middle, no more than the mixture's.
 */
export async function fillAccompaniment(
  { mid, side }: StereoPlanes,
  trust: Plane,
  grid: AnalysisGrid,
  pause: Pause,
): Promise<Plane> {
  const edges = createBands(grid);
  const bandMid = averageBands(mid, edges);
  const bandSide = side && averageBands(side, edges);
  const magnitudes = sideBySide(bandMid, bandSide, Math.sqrt);
  const weights = sideBySide(averageBands(trust, edges), bandSide && { ...bandSide, values: ones(bandSide) }, (w) => w);
  const model = await fitLowRank(magnitudes, weights, { components: TUNE.K, iterations: TUNE.iters, pause });
  const filled = createPlane(mid.windows, mid.bins);
  for (let window = 0; window < mid.windows; window++) {
    for (let band = 0; band < bandMid.bins; band++) {
      const power = (model.values[window * model.bins + band] ?? 0) ** 2;
      const share = Math.min(1, power / ((bandMid.values[window * bandMid.bins + band] ?? 0) + 1e-12));
      const last = window * mid.bins + (edges[band + 1] ?? 0);
      for (let index = window * mid.bins + (edges[band] ?? 0); index < last; index++) {
        filled.values[index] = share * (mid.values[index] ?? 0);
      }
    }
  }
  return filled;
}

function ones({ values }: Plane): Float32Array {
  return new Float32Array(values.length).fill(1);
}

/** Joins two planes into one of twice as many bins. */
function sideBySide(first: Plane, second: Plane | undefined, change: (value: number) => number): Plane {
  const planes = second ? [first, second] : [first];
  const joined = createPlane(first.windows, planes.length * first.bins);
  for (const [place, { bins, values }] of planes.entries()) {
    for (let window = 0; window < first.windows; window++) {
      const row = window * joined.bins + place * bins;
      for (let bin = 0; bin < bins; bin++) joined.values[row + bin] = change(values[window * bins + bin] ?? 0);
    }
  }
  return joined;
}
