/** Lowest rate that is enough, hertz. The rate that is used lies between it and twice it. */
const LOWEST_RATE = 11_025;
/** Values that a halving needs beside those it takes the place of. */
const PAST = 3;

/** Divides the rate of a signal by a power of two, roughly and fast, for a look at its lowest frequencies. */
export class LowBand {
  /** Hertz. */
  readonly sampleRate: number;
  readonly #channels: readonly (readonly Halving[])[];

  constructor(sampleRate: number, channels: number) {
    const halvings = Math.max(0, Math.floor(Math.log2(sampleRate / LOWEST_RATE)));
    this.sampleRate = sampleRate / 2 ** halvings;
    this.#channels = Array.from({ length: channels }, () => Array.from({ length: halvings }, () => new Halving()));
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    return this.#channels.map((halvings, index) => {
      return halvings.reduce((values, halving) => halving.push(values), channels[index] ?? new Float32Array(0));
    });
  }
}

/**
 * Means of means of means of two values, every second of which is kept: what folds down onto the lowest quarter of the band is
 * 40 dB down.
 *
 * Source: E. Hogenauer, "An economical class of digital filters for decimation and interpolation", 1981.
 */
class Halving {
  /** The values before the next block, with one more when the next to be kept is the first of the block. */
  #past = new Float32Array(PAST);

  push(values: Float32Array): Float32Array {
    const input = new Float32Array(this.#past.length + values.length);
    input.set(this.#past);
    input.set(values, this.#past.length);
    const output = new Float32Array(Math.max(0, Math.floor((input.length - PAST + 1) / 2)));
    for (let index = 0, at = 0; index < output.length; index++, at += 2) {
      const outer = (input[at] ?? 0) + (input[at + 3] ?? 0);
      const inner = (input[at + 1] ?? 0) + (input[at + 2] ?? 0);
      output[index] = (outer + 3 * inner) / 8;
    }
    this.#past = input.slice(2 * output.length);
    return output;
  }
}
