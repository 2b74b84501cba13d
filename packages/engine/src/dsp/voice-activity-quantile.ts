/** Width of a bin, in the unit of the values. */
const BIN = 0.5;
/** Values below are counted as this. */
const LOWEST = -120;
const BINS = 300;

/** A low quantile of the last values of a stream, from a histogram: constant time per value, to half a decibel. */
export class SlidingQuantile {
  readonly #counts = new Uint16Array(BINS);
  /** The bins of the last values, as a ring; -1 where time passed without one. */
  readonly #ring: Int16Array;
  readonly #fraction: number;
  #next = 0;
  #total = 0;

  /**
   * @param length - How many values count, at most 65535.
   * @param fraction - Which quantile, 0 (the minimum) to 1.
   */
  constructor(length: number, fraction: number) {
    this.#ring = new Int16Array(length).fill(-1);
    this.#fraction = fraction;
  }

  /** Takes the next value, decibels; `undefined` passes time only. */
  push(value: number | undefined): void {
    this.#count(this.#ring[this.#next] ?? -1, -1);
    const bin = value === undefined ? -1 : Math.min(BINS - 1, Math.max(0, Math.floor((value - LOWEST) / BIN)));
    this.#ring[this.#next] = bin;
    this.#count(bin, 1);
    this.#next = (this.#next + 1) % this.#ring.length;
  }

  /** The quantile, or `undefined` when no value counts. */
  get value(): number | undefined {
    if (this.#total === 0) return undefined;
    const rank = this.#fraction * (this.#total - 1);
    let below = 0;
    let bin = 0;
    while (bin < BINS - 1) {
      below += this.#counts[bin] ?? 0;
      if (below > rank) break;
      bin++;
    }
    return LOWEST + (bin + 0.5) * BIN;
  }

  #count(bin: number, change: number): void {
    if (bin < 0) return;
    this.#counts[bin] = (this.#counts[bin] ?? 0) + change;
    this.#total += change;
  }
}
