/** Segments whose minima count, the newest included. */
const REMEMBERED = 8;
/** A minimum of averaged powers lies below their mean: by about so much, for noise that is averaged over 0.2 s. */
const MINIMUM_BIAS = 1.5;

/**
 * The power that noise never falls below, per frequency: the minimum over the last segments and the next one.
 *
 * Source: R. Martin, "Noise power spectral density estimation based on optimal smoothing and minimum statistics", 2001.
 */
export class SteadyFloor {
  readonly power: Float32Array;
  readonly #minima: Float32Array[] = [];

  constructor(bins: number) {
    this.power = new Float32Array(bins);
  }

  /**
   * Moves on by one segment, and updates {@link power}.
   * @param minimum - Of the segment; Infinity where it has none.
   * @param next - Of the one after it.
   */
  advance(minimum: Float32Array, next: Float32Array | undefined): void {
    this.#minima.push(minimum.slice());
    if (this.#minima.length > REMEMBERED) this.#minima.shift();
    this.power.fill(Number.POSITIVE_INFINITY);
    for (const row of next ? [...this.#minima, next] : this.#minima) {
      for (let bin = 0; bin < row.length; bin++) {
        const value = MINIMUM_BIAS * (row[bin] ?? 0);
        if (value < (this.power[bin] ?? 0)) this.power[bin] = value;
      }
    }
  }
}
