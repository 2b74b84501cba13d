import type { StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import { averageBands } from './spectral-bands.ts';

/** Magnitudes of bands: those of the middle, then those of the sides, in one plane. For mono those of the middle alone. */
export function joinBands({ mid, side }: StereoPlanes, edges: Int32Array): Plane {
  const planes = [mid, side].flatMap((plane) => (plane ? [averageBands(plane, edges)] : []));
  const bands = edges.length - 1;
  const joined = createPlane(mid.windows, planes.length * bands);
  for (const [place, { values }] of planes.entries()) {
    for (let window = 0; window < mid.windows; window++) {
      const row = window * joined.bins + place * bands;
      for (let band = 0; band < bands; band++)
        joined.values[row + band] = Math.sqrt(values[window * bands + band] ?? 0);
    }
  }
  return joined;
}

/** Weights to go with joined bands: given for the middle, 1 for the sides. */
export function joinWeights(mid: Plane, joined: Plane, edges: Int32Array): Plane {
  const bands = edges.length - 1;
  const weights = averageBands(mid, edges);
  const result = createPlane(joined.windows, joined.bins);
  result.values.fill(1);
  for (let window = 0; window < joined.windows; window++) {
    result.values.set(weights.values.subarray(window * bands, (window + 1) * bands), window * joined.bins);
  }
  return result;
}
