/** Whether two stretches of sound are the same, sample by sample. */
export function sameSamples(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
