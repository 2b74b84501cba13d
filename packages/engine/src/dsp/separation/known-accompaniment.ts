import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { levelsOf } from './level-steps.ts';
import { estimatePercussion } from './percussion.ts';
import type { SegmentPlanes } from './segment-planes.ts';
import { findSimilarWindows, medianOverSimilar } from './similar-windows.ts';
import type { Plane } from './spectra.ts';

/** Seconds before and after a window by which it is told where in the music it stands. */
const CONTEXT = 0.23;
/** Least seconds between two windows that are held alike. */
const APART = 0.19;
const LIKE_WINDOWS = 12;

/**
 * Estimates what of the middle is accompaniment for sure: what repeats, what beats, and what the sides foretell.
 * @param foretold - By the sides; absent for mono.
 * @see Rafii and Pardo, "Music/voice separation using the similarity matrix", ISMIR 2012 (REPET-SIM), for the repeating.
 */
export function knownAccompaniment(planes: SegmentPlanes, foretold: Plane | undefined, grid: AnalysisGrid): Plane {
  const { mid, side } = planes;
  const percussion = estimatePercussion(planes, grid).mid;
  const similar = findSimilarWindows(side ? [mid, side] : [mid], grid, {
    context: windowsIn(grid, CONTEXT),
    apart: windowsIn(grid, APART),
    count: LIKE_WINDOWS,
  });
  const known = medianOverSimilar(levelsOf(mid), similar);
  for (let index = 0; index < known.values.length; index++) {
    known.values[index] = Math.max(
      known.values[index] ?? 0,
      percussion.values[index] ?? 0,
      foretold?.values[index] ?? 0,
    );
  }
  return known;
}
