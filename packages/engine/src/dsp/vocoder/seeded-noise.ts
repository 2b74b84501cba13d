/** White noise of the variance 1 that is the same for the same seed; even, as filtering makes it normal. */
export class SeededNoise {
  #state: number;

  /** @param seed - Any whole number. */
  constructor(seed: number) {
    this.#state = (seed | 0) === 0 ? 1 : seed | 0;
  }

  /** Fills the beginning of a buffer and puts silence behind it. */
  fill(output: Float32Array, length: number): void {
    // Xorshift: G. Marsaglia, "Xorshift RNGs", 2003.
    let state = this.#state;
    const scale = Math.sqrt(3) / 2 ** 31;
    for (let index = 0; index < length; index++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      output[index] = state * scale;
    }
    output.fill(0, length);
    this.#state = state;
  }
}
