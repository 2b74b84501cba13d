import type { AnalysisGrid } from './analysis-grid.ts';
import { createPlane, type Plane } from './spectra.ts';

/** Up to here every bin is a band of its own. */
const SINGLE_HERTZ = 4000;
/** How much wider than its lower edge a band above is. */
const GROWTH = 0.04;

/** Edges of bands, in bins: narrow where notes lie close, wide where only the colour of the sound is left. */
export function createBands({ looked, binHertz }: AnalysisGrid): Int32Array {
  const edges = [0];
  for (let edge = 0; edge < looked; edges.push(edge)) {
    const width = edge * binHertz < SINGLE_HERTZ ? 1 : Math.max(1, Math.round(GROWTH * edge));
    edge = Math.min(looked, edge + width);
  }
  return Int32Array.from(edges);
}

/** Averages a plane within bands. */
export function averageBands({ windows, bins, values }: Plane, edges: Int32Array): Plane {
  const bands = edges.length - 1;
  const result = createPlane(windows, bands);
  for (let window = 0; window < windows; window++) {
    for (let band = 0; band < bands; band++) {
      const from = edges[band] ?? 0;
      const to = edges[band + 1] ?? from;
      let sum = 0;
      for (let bin = from; bin < to; bin++) sum += values[window * bins + bin] ?? 0;
      result.values[window * bands + band] = sum / (to - from);
    }
  }
  return result;
}
