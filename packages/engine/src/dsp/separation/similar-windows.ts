import type { AnalysisGrid } from './analysis-grid.ts';
import { type LevelPlane, powerOfStep } from './level-steps.ts';
import { MOST_ROWS, rankOfRows } from './rank-of-rows.ts';
import { createPlane, type Plane } from './spectra.ts';

/** For each window the windows most like it, itself first. */
export interface SimilarWindows {
  readonly windows: number;
  /** Windows named for each. */
  readonly count: number;
  /** Those of a window begin at `window * count`. */
  readonly indices: Int32Array;
}

/** What makes windows similar. */
export interface SimilarityOptions {
  /** Windows on either side that are compared too. */
  readonly context: number;
  /** Least distance between two of the windows named, so that they are not the same moment. */
  readonly apart: number;
  /** Windows named for each, at most, and no more than twelve; there are fewer where the signal is short. */
  readonly count: number;
}

const LOWEST_HERTZ = 60;
/** Bands an octave. */
const DENSITY = 6;

/**
 * Finds, for each window, those most like it, by the levels of bands.
 * @param planes - Powers that are compared; all of the same size.
 * @see Rafii and Pardo, "Music/voice separation using the similarity matrix", ISMIR 2012 (REPET-SIM).
 */
export function findSimilarWindows(
  planes: readonly Plane[],
  grid: AnalysisGrid,
  { context, apart, count }: SimilarityOptions,
): SimilarWindows {
  const windows = planes[0]?.windows ?? 0;
  const named = Math.max(1, Math.min(count, MOST_ROWS, Math.floor(windows / (apart + 1))));
  const likeness = likenessOf(planes, grid, context);
  const indices = new Int32Array(windows * named);
  const row = new Float32Array(windows);
  for (let window = 0; window < windows; window++) {
    row.set(likeness.subarray(window * windows, (window + 1) * windows));
    for (let rank = 0; rank < named; rank++) {
      const best = rank === 0 ? window : largest(row);
      indices[window * named + rank] = best;
      row.fill(Number.NEGATIVE_INFINITY, Math.max(0, best - apart), best + apart + 1);
    }
  }
  return { windows, count: named, indices };
}

/** Takes, for each value, the median over the similar windows: what repeats stays, what does not goes. */
export function medianOverSimilar(levels: LevelPlane, { count, indices }: SimilarWindows): Plane {
  const { windows, bins, steps } = levels;
  const result = createPlane(windows, bins);
  const rank = (count - 1) >> 1;
  const median = new Uint8Array(bins);
  for (let window = 0; window < windows; window++) {
    const alike = indices.subarray(window * count, (window + 1) * count);
    const rows = Array.from(alike, (index) => steps.subarray(index * bins, (index + 1) * bins));
    rankOfRows(rows, rank, median);
    for (let bin = 0; bin < bins; bin++) result.values[window * bins + bin] = powerOfStep(median[bin] ?? 0);
  }
  return result;
}

function largest(row: Float32Array): number {
  let best = 0;
  for (let index = 1; index < row.length; index++) {
    if ((row[index] ?? 0) > (row[best] ?? 0)) best = index;
  }
  return best;
}

/**
 * How alike every two windows are, with what comes before and after them: 1 is the same, 0 has nothing in common.
 * Loud windows of the context count more.
 */
function likenessOf(planes: readonly Plane[], grid: AnalysisGrid, context: number): Float32Array {
  const windows = planes[0]?.windows ?? 0;
  const { features, length } = bandLevels(planes, grid);
  const products = productsOf(features, windows, length);
  const likeness = sumDiagonals(products, windows, context);
  const energies = new Float32Array(windows);
  for (let window = 0; window < windows; window++) energies[window] = likeness[window * windows + window] ?? 0;
  for (let row = 0; row < windows; row++) {
    for (let column = 0; column < windows; column++) {
      const both = (energies[row] ?? 0) + (energies[column] ?? 0) + 1e-9;
      likeness[row * windows + column] = (2 * (likeness[row * windows + column] ?? 0)) / both;
    }
  }
  return likeness;
}

/**
 * The products of the features of every two windows; only the upper half is filled. Four columns at a time: each addition
 * to one sum waits for the one before.
 */
function productsOf(features: Float32Array, windows: number, length: number): Float32Array {
  const products = new Float32Array(windows * windows);
  for (let row = 0; row < windows; row++) {
    for (let column = row; column < windows; column += 4) {
      // What lies beyond the last window is not written.
      const b = column * length;
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let index = 0, a = row * length; index < length; index++, a++) {
        const value = features[a] ?? 0;
        const at = b + index;
        first += value * (features[at] ?? 0);
        second += value * (features[at + length] ?? 0);
        third += value * (features[at + 2 * length] ?? 0);
        fourth += value * (features[at + 3 * length] ?? 0);
      }
      const place = row * windows + column;
      products[place] = first;
      if (column + 1 < windows) products[place + 1] = second;
      if (column + 2 < windows) products[place + 2] = third;
      if (column + 3 < windows) products[place + 3] = fourth;
    }
  }
  return products;
}

/** Fourth roots of the powers of bands: near enough to loudness that no single instrument decides. */
function bandLevels(planes: readonly Plane[], grid: AnalysisGrid): { features: Float32Array; length: number } {
  const edges = bandEdges(grid);
  const bands = edges.length - 1;
  const windows = planes[0]?.windows ?? 0;
  const length = bands * planes.length;
  // Room for three windows of silence, for four are multiplied at a time.
  const features = new Float32Array((windows + 3) * length);
  for (const [index, { values, bins }] of planes.entries()) {
    for (let window = 0; window < windows; window++) {
      for (let band = 0; band < bands; band++) {
        const from = edges[band] ?? 0;
        const to = edges[band + 1] ?? from;
        let sum = 0;
        for (let bin = from; bin < to; bin++) sum += values[window * bins + bin] ?? 0;
        features[window * length + index * bands + band] = Math.sqrt(Math.sqrt(sum / (to - from)));
      }
    }
  }
  return { features, length };
}

function bandEdges({ looked, binHertz }: AnalysisGrid): number[] {
  const edges = [0];
  for (let hertz = LOWEST_HERTZ; ; hertz *= 2 ** (1 / DENSITY)) {
    const bin = Math.round(hertz / binHertz);
    if (bin >= looked) return [...edges, looked];
    if (bin > (edges.at(-1) ?? 0)) edges.push(bin);
  }
}

/** Sums along the diagonals, `context` places either way, and mirrors the upper half. */
function sumDiagonals(products: Float32Array, windows: number, context: number): Float32Array {
  const sums = new Float32Array(windows * windows);
  for (let shift = 0; shift < windows; shift++) {
    const length = windows - shift;
    const step = windows + 1;
    let sum = 0;
    for (let index = 0; index < Math.min(context, length); index++) sum += products[index * step + shift] ?? 0;
    for (let index = 0; index < length; index++) {
      if (index + context < length) sum += products[(index + context) * step + shift] ?? 0;
      if (index - context - 1 >= 0) sum -= products[(index - context - 1) * step + shift] ?? 0;
      sums[index * step + shift] = sum;
      sums[(index + shift) * windows + index] = sum;
    }
  }
  return sums;
}
