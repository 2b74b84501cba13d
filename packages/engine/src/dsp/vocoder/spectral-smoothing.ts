/** Smooths spectra of one size along frequency; takes no memory per call. */
export class SpectralSmoother {
  readonly #bins: number;
  /** Running sum of the spectrum, mirrored at both ends. */
  readonly #sums: Float64Array;
  readonly #below: Float64Array;

  /** @param bins - Values per spectrum, from zero to half the rate. */
  constructor(bins: number) {
    this.#bins = bins;
    this.#sums = new Float64Array(3 * bins);
    this.#below = new Float64Array(bins);
  }

  /**
   * Averages over a rectangle around each bin, exact for widths that are not whole. The spectrum goes on mirrored beyond
   * its ends.
   * @param width - Bins, above 0, less than the spectrum's.
   * @param output - May be the input.
   */
  smooth(input: Float32Array, width: number, output: Float32Array): void {
    const bins = this.#bins;
    const last = bins - 1;
    const sums = this.#sums;
    const margin = Math.min(Math.ceil(width / 2) + 1, last);
    let sum = 0;
    sums[0] = 0;
    for (let at = -margin, to = 1; at <= last + margin; at++, to++) {
      sum += input[at < 0 ? -at : at > last ? 2 * last - at : at] ?? 0;
      sums[to] = sum;
    }
    // Bin k reaches from k - 1/2 to k + 1/2, and its sum up to the upper edge lies at k + margin + 1.
    const upper = margin + 0.5 + width / 2;
    const lower = margin + 0.5 - width / 2;
    const upperIndex = Math.floor(upper);
    const lowerIndex = Math.floor(lower);
    const upperShare = upper - upperIndex;
    const lowerShare = lower - lowerIndex;
    for (let bin = 0; bin < bins; bin++) {
      const high = sums[bin + upperIndex] ?? 0;
      const low = sums[bin + lowerIndex] ?? 0;
      const above = high + upperShare * ((sums[bin + upperIndex + 1] ?? high) - high);
      const under = low + lowerShare * ((sums[bin + lowerIndex + 1] ?? low) - low);
      output[bin] = (above - under) / width;
    }
  }

  /**
   * Adds to the bins below the fundamental what lies as far below it as they lie above zero: the first harmonic, mirrored,
   * fills the hole that a voice has there (Morise 2015).
   * @param f0 - Bins.
   */
  fillBelow(spectrum: Float32Array, f0: number): void {
    const count = Math.min(Math.floor(f0), this.#bins - 2);
    for (let bin = 0; bin <= count; bin++) {
      const at = f0 - bin;
      const index = Math.floor(at);
      const value = spectrum[index] ?? 0;
      this.#below[bin] = value + (at - index) * ((spectrum[index + 1] ?? 0) - value);
    }
    for (let bin = 0; bin <= count; bin++) spectrum[bin] = (spectrum[bin] ?? 0) + (this.#below[bin] ?? 0);
  }
}
