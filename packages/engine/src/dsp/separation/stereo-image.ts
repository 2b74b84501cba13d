import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { averageOverTime } from './moving-average.ts';
import type { SegmentPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';

/** Notes keep their place for about so long, seconds. */
const PLACE_SECONDS = 1;
/** Powers below it are noise of the arithmetic. */
const FLOOR = 1e-7;

/**
 * Estimates how much of the middle belongs to instruments that stand to one side, bin by bin. A voice in the middle leaves
 * no trace in the sides, so what the sides foretell of the middle is not the voice.
 * @returns Powers; nothing for mono.
 * @see Barry, Lawlor and Coyle, "Sound source separation: azimuth discrimination and resynthesis", DAFx 2004, for the cue;
 * the prediction is the least-squares one of Widrow et al., "Adaptive noise cancelling", 1975.
 */
export function foretoldBySides({ side, cross }: SegmentPlanes, grid: AnalysisGrid): Plane | undefined {
  if (!side || !cross) return undefined;
  const radius = windowsIn(grid, PLACE_SECONDS / 2);
  const together = averageOverTime(cross, radius);
  const alone = averageOverTime(side, radius);
  const foretold = createPlane(side.windows, side.bins);
  for (let index = 0; index < foretold.values.length; index++) {
    const slope = (together.values[index] ?? 0) / ((alone.values[index] ?? 0) + FLOOR);
    foretold.values[index] = slope * slope * (side.values[index] ?? 0);
  }
  return foretold;
}
