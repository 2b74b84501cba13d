import { greatestPlaces } from './greatest-places.ts';

/** Vectors of one size, one after the other. */
export interface Frames {
  readonly rows: Float32Array;
  /** Values per vector. */
  readonly size: number;
}

/**
 * Replaces each frame by the mean of those that it is most alike, by the cosine of the angle between them.
 *
 * Source: `match` of https://github.com/bshall/knn-vc/blob/master/matcher.py
 * @param known - At least one frame; where there are fewer than `count`, all are taken.
 */
export function nearestMeans(asked: Frames, known: Frames, count: number): Frames {
  const { size } = asked;
  const directions = unit(known);
  const knownCount = known.rows.length / size;
  const taken = Math.min(count, knownCount);
  const likeness = new Float32Array(knownCount);
  const means = new Float32Array(asked.rows.length);
  for (let from = 0; from < asked.rows.length; from += size) {
    const frame = asked.rows.subarray(from, from + size);
    for (let index = 0, at = 0; index < knownCount; index++) {
      let product = 0;
      for (let value = 0; value < size; value++, at++) product += (frame[value] ?? 0) * (directions[at] ?? 0);
      likeness[index] = product;
    }
    for (const index of greatestPlaces(likeness, taken)) {
      for (let value = 0; value < size; value++) {
        means[from + value] = (means[from + value] ?? 0) + (known.rows[index * size + value] ?? 0) / taken;
      }
    }
  }
  return { rows: means, size };
}

/** The vectors at length one. */
function unit({ rows, size }: Frames): Float32Array {
  const directions = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += size) {
    const frame = rows.subarray(from, from + size);
    const length = Math.sqrt(frame.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let at = 0; at < size; at++) directions[from + at] = (frame[at] ?? 0) / length;
  }
  return directions;
}
