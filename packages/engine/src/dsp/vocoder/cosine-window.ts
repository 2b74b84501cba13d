/** Coefficients of a window `a0 + a1 cos x + a2 cos 2x`, `x` from -pi to pi. */
export interface CosineWindow {
  readonly a0: number;
  readonly a1: number;
  readonly a2: number;
}

export const HANN: CosineWindow = { a0: 0.5, a1: 0.5, a2: 0 };
export const BLACKMAN: CosineWindow = { a0: 0.42, a1: 0.5, a2: 0.08 };

/** Cuts windows of any length out of a signal, for transforms of one size. */
export class WindowCutter {
  /** Of the last window itself: the sum of its squared weights. */
  energy = 0;
  /** The right half of the last window, from its middle on. */
  readonly #weights: Float32Array;
  readonly #size: number;

  /** @param size - Values per transform. */
  constructor(size: number) {
    this.#size = size;
    this.#weights = new Float32Array(size / 2);
  }

  /**
   * Cuts a window, takes its weighted mean away so that no constant leaks into the spectrum, and puts silence behind it.
   * @param samples - Silent outside its bounds.
   * @param centre - Index of the window's middle.
   * @param halfLength - Samples from the middle to where the window ends, not whole; less than half the size.
   * @param output - Room for one transform; takes the window from its first sample on.
   * @returns Samples of the window.
   */
  cut(samples: Float32Array, centre: number, halfLength: number, shape: CosineWindow, output: Float32Array): number {
    const half = Math.min(Math.round(halfLength), this.#size / 2 - 1);
    this.#weigh(half, Math.PI / halfLength, shape);
    const weights = this.#weights;
    let windowSum = -(weights[0] ?? 0);
    let signalSum = -(weights[0] ?? 0) * (samples[centre] ?? 0);
    for (let offset = 0; offset <= half; offset++) {
      const weight = weights[offset] ?? 0;
      const left = weight * (samples[centre - offset] ?? 0);
      const right = weight * (samples[centre + offset] ?? 0);
      output[half - offset] = left;
      output[half + offset] = right;
      windowSum += 2 * weight;
      signalSum += left + right;
    }
    const mean = signalSum / windowSum;
    for (let offset = 0; offset <= half; offset++) {
      const part = mean * (weights[offset] ?? 0);
      output[half - offset] = (output[half - offset] ?? 0) - part;
      if (offset > 0) output[half + offset] = (output[half + offset] ?? 0) - part;
    }
    const length = 2 * half + 1;
    output.fill(0, length, this.#size);
    return length;
  }

  #weigh(half: number, step: number, { a0, a1, a2 }: CosineWindow): void {
    // The recurrence of the cosine: one multiplication per step.
    const turn = 2 * Math.cos(step);
    let cosine = 1;
    let previous = Math.cos(step);
    // The middle counts once, all others twice.
    let energy = -((a0 + a1 + a2) ** 2);
    for (let offset = 0; offset <= half; offset++) {
      const weight = a0 + a1 * cosine + a2 * (2 * cosine * cosine - 1);
      this.#weights[offset] = weight;
      energy += 2 * weight * weight;
      const next = turn * cosine - previous;
      previous = cosine;
      cosine = next;
    }
    this.energy = energy;
  }
}
