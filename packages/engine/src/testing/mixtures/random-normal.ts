/**
 * A source of normally distributed values with mean 0 and variance 1; the same ones for the same seed.
 * @see Box and Muller, "A note on the generation of random normal deviates", 1958; the bits from Marsaglia, "Xorshift
 * RNGs", 2003.
 */
export function randomNormal(seed: number): () => number {
  const uniform = randomUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A source of values in [0, 1), the same ones for the same seed. */
export function randomUniform(seed: number): () => number {
  let state = (seed * 2_654_435_769) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
