/** A filter of second order, normalised: `y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''`. */
export interface Coefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

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

/** One channel of a filter, with what it remembers: transposed direct form II. */
export class Biquad {
  readonly #coefficients: Coefficients;
  #first = 0;
  #second = 0;

  constructor(coefficients: Coefficients) {
    this.#coefficients = coefficients;
  }

  /** Filters the next values. @param output - As long as the input; may be the input itself. */
  run(input: Float32Array, output: Float32Array): void {
    const { b0, b1, b2, a1, a2 } = this.#coefficients;
    let [first, second] = [this.#first, this.#second];
    for (let index = 0; index < input.length; index++) {
      const value = input[index] ?? 0;
      const result = b0 * value + first;
      first = b1 * value - a1 * result + second;
      second = b2 * value - a2 * result;
      output[index] = result;
    }
    this.#first = first;
    this.#second = second;
  }
}
