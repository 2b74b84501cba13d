import type { Pcm } from './pcm.ts';

/** The outline of a waveform, for drawing it. */
export interface Peaks {
  /** Lowest value per bucket, [-1, 1]. */
  readonly min: Float32Array;
  /** Highest value per bucket, [-1, 1]. */
  readonly max: Float32Array;
}

/**
 * Reduces audio to the lowest and highest value of so many buckets of equal length, over all channels.
 * @param buckets - Positive integer; a bucket without a frame is zero.
 * @throws {RangeError} If `buckets` is not a positive integer.
 */
export function computePeaks({ channels }: Pcm, buckets: number): Peaks {
  if (!Number.isInteger(buckets) || buckets <= 0) throw new RangeError(`Expected a positive integer, got ${buckets}.`);
  const frames = channels[0]?.length ?? 0;
  const min = new Float32Array(buckets);
  const max = new Float32Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * frames) / buckets);
    const end = Math.floor(((bucket + 1) * frames) / buckets);
    if (start === end) continue;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const channel of channels) {
      for (let frame = start; frame < end; frame++) {
        const value = channel[frame] ?? 0;
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
      }
    }
    min[bucket] = lowest;
    max[bucket] = highest;
  }
  return { min, max };
}
