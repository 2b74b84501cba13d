/** Samples with silence in the place of what is no number; the same array when there is nothing to replace. */
export function finiteSamples(samples: Float32Array): Float32Array {
  return samples.every(Number.isFinite) ? samples : samples.map((value) => (Number.isFinite(value) ? value : 0));
}
