/** A filter of second order, normalised: `y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''`. */
export interface Coefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Lets nothing through. */
export const NOTHING: Coefficients = { b0: 0, b1: 0, b2: 0, a1: 0, a2: 0 };

// The formulas are those of R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients".

/** Takes away what lies below a frequency. @param q - 0.7071 for a response without a bump. */
export function highPass(hertz: number, sampleRate: number, q: number): Coefficients {
  const { cosine, alpha } = angles(hertz, sampleRate, q);
  const b0 = (1 + cosine) / 2;
  return normalised({ b0, b1: -2 * b0, b2: b0, a1: -2 * cosine, a2: 1 - alpha }, 1 + alpha);
}

/** Lets a band through, with a gain of 1 in its middle. @param q - Middle over width. */
export function bandPass(hertz: number, sampleRate: number, q: number): Coefficients {
  const { cosine, alpha } = angles(hertz, sampleRate, q);
  return normalised({ b0: alpha, b1: 0, b2: -alpha, a1: -2 * cosine, a2: 1 - alpha }, 1 + alpha);
}

/** Raises or lowers what lies above a frequency. @param gainDb - Decibels; half of it is reached at the frequency. */
export function highShelf(hertz: number, sampleRate: number, gainDb: number): Coefficients {
  const { cosine, alpha } = angles(hertz, sampleRate, Math.SQRT1_2);
  const gain = 10 ** (gainDb / 40);
  const slope = 2 * Math.sqrt(gain) * alpha;
  const [more, less] = [gain + 1, gain - 1];
  return normalised(
    {
      b0: gain * (more + less * cosine + slope),
      b1: -2 * gain * (less + more * cosine),
      b2: gain * (more + less * cosine - slope),
      a1: 2 * (less - more * cosine),
      a2: more - less * cosine - slope,
    },
    more - less * cosine + slope,
  );
}

function angles(hertz: number, sampleRate: number, q: number): { readonly cosine: number; readonly alpha: number } {
  const angle = (2 * Math.PI * hertz) / sampleRate;
  return { cosine: Math.cos(angle), alpha: Math.sin(angle) / (2 * q) };
}

function normalised({ b0, b1, b2, a1, a2 }: Coefficients, a0: number): Coefficients {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/** One channel of two filters in a row, with what they remember: transposed direct form II. */
export class BiquadPair {
  readonly #first: Coefficients;
  readonly #second: Coefficients;
  readonly #state = new Float64Array(4);

  constructor(first: Coefficients, second: Coefficients) {
    this.#first = first;
    this.#second = second;
  }

  /**
   * Filters the next values. In one loop, one filter need not wait for the other: half the time.
   * @param between - Takes what the first filter makes; may be the input itself.
   * @param output - Takes what both make; may be the same as `between` when that is not wanted.
   */
  run(input: Float32Array, between: Float32Array, output: Float32Array): void {
    const { b0, b1, b2, a1, a2 } = this.#first;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = this.#second;
    let [before1 = 0, before2 = 0, after1 = 0, after2 = 0] = this.#state;
    for (let index = 0; index < input.length; index++) {
      const value = input[index] ?? 0;
      const middle = b0 * value + before1;
      before1 = b1 * value - a1 * middle + before2;
      before2 = b2 * value - a2 * middle;
      between[index] = middle;
      const result = c0 * middle + after1;
      after1 = c1 * middle - d1 * result + after2;
      after2 = c2 * middle - d2 * result;
      output[index] = result;
    }
    this.#state.set([before1, before2, after1, after2]);
  }
}
