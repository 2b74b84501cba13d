import type { AnalysisGrid } from './analysis-grid.ts';
import { joinBands, joinWeights } from './joined-bands.ts';
import { fitLowRank, mixWindow } from './low-rank-model.ts';
import type { StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import { createBands } from './spectral-bands.ts';
import type { Pause } from './stretch.ts';

const COMPONENTS = 24;
const ITERATIONS = 20;

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
  planes: StereoPlanes,
  trust: Plane,
  grid: AnalysisGrid,
  pause: Pause,
): Promise<Plane> {
  const edges = createBands(grid);
  const magnitudes = joinBands(planes, edges);
  const weights = joinWeights(trust, magnitudes, edges);
  const model = await fitLowRank(magnitudes, weights, { components: COMPONENTS, iterations: ITERATIONS, pause });
  const { windows, bins, values: powers } = planes.mid;
  const filled = createPlane(windows, bins);
  const mix = new Float32Array(model.bins);
  for (let window = 0; window < windows; window++) {
    mixWindow(model, window, mix);
    for (let band = 0; band + 1 < edges.length; band++) {
      const excess = (mix[band] ?? 0) / ((magnitudes.values[window * magnitudes.bins + band] ?? 0) + 1e-6);
      const share = Math.min(1, excess * excess);
      const last = window * bins + (edges[band + 1] ?? 0);
      for (let index = window * bins + (edges[band] ?? 0); index < last; index++) {
        filled.values[index] = share * (powers[index] ?? 0);
      }
    }
  }
  return filled;
}
