/**
 * Scale-invariant signal-to-distortion ratio: how much of an estimate is the truth at some level, against the rest.
 * A constant offset counts as distortion; a mean is not taken away first.
 * @param estimate - Mono; as long as the truth and in step with it: a delay of one frame already counts as distortion.
 * @param truth - Mono.
 * @returns Decibels; Infinity for the truth itself at any level, -Infinity when nothing of it is left, `NaN` when the
 * truth is silent.
 * @throws {RangeError} If the lengths differ.
 * @see Le Roux, Wisdom, Erdogan and Hershey, "SDR: half-baked or well done?", ICASSP 2019.
 */
export function siSdr(estimate: Float32Array, truth: Float32Array): number {
  if (estimate.length !== truth.length) {
    throw new RangeError(`Expected an estimate of ${truth.length} frames, got ${estimate.length}.`);
  }
  let product = 0;
  let energy = 0;
  for (const [frame, value] of truth.entries()) {
    product += value * (estimate[frame] ?? 0);
    energy += value * value;
  }
  if (product === 0 && energy > 0) return Number.NEGATIVE_INFINITY;
  const scale = product / energy;
  let distortion = 0;
  for (const [frame, value] of truth.entries()) distortion += ((estimate[frame] ?? 0) - scale * value) ** 2;
  return 10 * Math.log10((scale * product) / distortion);
}
