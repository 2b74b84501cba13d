import { type AnalysisGrid, windowStart } from './analysis-grid.ts';
import { createPlane, type Plane } from './spectra.ts';

const HIGHEST_HERTZ = 10_000;
/** Half the width of a harmonic in bins: of its top, where the comb is 1, and as much again of its flanks. */
const HALF_WIDTH = 1.6;

/** Pitch over time. */
export interface PitchTrack {
  readonly grid: AnalysisGrid;
  /** Hertz for each window of the grid, 0 where there is none. */
  readonly pitches: Float32Array;
}

/**
 * Marks the bins in which the harmonics of a pitch lie: 1 in their middle, 0 between them. All pitches that sound under the
 * middle half of a window count, so that the teeth are as wide as a glide makes them.
 * @param windows - Windows of the grid.
 */
export function harmonicComb(track: PitchTrack, grid: AnalysisGrid, windows: number): Plane {
  const bins = grid.looked;
  const comb = createPlane(windows, bins);
  for (let window = 0; window < windows; window++) {
    const row = comb.values.subarray(window * bins, (window + 1) * bins);
    const middle = windowStart(grid, window) + grid.size / 2;
    const nearest = (frame: number): number => Math.round((frame + track.grid.size / 2) / track.grid.hop) - 1;
    const last = nearest(middle + grid.size / 4);
    for (let place = nearest(middle - grid.size / 4); place <= last; place++) {
      const pitch = track.pitches[place] ?? 0;
      if (pitch > 0) addTeeth(row, pitch / grid.binHertz, HIGHEST_HERTZ / grid.binHertz);
    }
  }
  return comb;
}

function addTeeth(row: Float32Array, spacing: number, highest: number): void {
  const half = Math.min(HALF_WIDTH, spacing / 4);
  for (let centre = spacing; centre < highest && centre < row.length; centre += spacing) {
    const last = Math.min(row.length - 1, Math.floor(centre + 2 * half));
    for (let bin = Math.ceil(centre - 2 * half); bin <= last; bin++) {
      const distance = Math.abs(bin - centre) / half;
      const value = distance < 1 ? 1 : Math.cos((distance - 1) * (Math.PI / 2)) ** 2;
      if (value > (row[bin] ?? 0)) row[bin] = value;
    }
  }
}
