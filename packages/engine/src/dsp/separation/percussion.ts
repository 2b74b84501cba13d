import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { levelsOf } from './level-steps.ts';
import type { StereoPlanes } from './segment-planes.ts';
import { findSimilarWindows, medianOverSimilar } from './similar-windows.ts';
import { medianOverTime } from './sliding-median.ts';
import { createPlane, type Plane } from './spectra.ts';

/** What lasts longer is no beat, seconds. */
const LONGEST_BEAT = 0.2;
/** Seconds before and after a window by which it is told which beat it belongs to. */
const CONTEXT = 0.093;
/** Beats of one kind that are looked at together. */
const BEATS = 12;

/**
 * Estimates the power of the drums: what stands out for a short time, and did so in the same way at other times. A voice and
 * the attacks of notes stand out too, but not the same under every beat of a kind.
 * @see Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010, for the short.
 * @see Liutkus, Fitzgerald, Rafii, Pardo and Daudet, "Kernel additive models for source separation", 2014, for a median over
 * the windows that one source holds alike.
 */
export function estimatePercussion({ mid, side }: StereoPlanes, grid: AnalysisGrid): StereoPlanes {
  const excessMid = excessOf(mid, grid);
  const excessSide = side && excessOf(side, grid);
  const near = windowsIn(grid, CONTEXT);
  const similar = findSimilarWindows(excessSide ? [excessMid, excessSide] : [excessMid], grid, {
    context: near,
    apart: near,
    count: BEATS,
  });
  return {
    mid: medianOverSimilar(levelsOf(excessMid), similar),
    side: excessSide && medianOverSimilar(levelsOf(excessSide), similar),
  };
}

/** Power above what lasts. */
function excessOf(plane: Plane, grid: AnalysisGrid): Plane {
  const held = medianOverTime(levelsOf(plane), windowsIn(grid, LONGEST_BEAT / 2));
  const excess = createPlane(plane.windows, plane.bins);
  for (let index = 0; index < excess.values.length; index++) {
    excess.values[index] = Math.max(0, (plane.values[index] ?? 0) - (held.values[index] ?? 0));
  }
  return excess;
}
