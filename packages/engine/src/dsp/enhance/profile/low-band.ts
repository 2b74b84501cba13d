/** Lowest rate that is enough, hertz. The rate that is used lies between it and twice it. */
const LOWEST_RATE = 8000;
/** Running sums in a row: what folds down onto the lowest quarter of the band is 40 dB down. */
const SUMS = 3;

/** Divides the rate of a signal by a power of two, roughly and fast, for a look at its lowest frequencies. */
export class LowBand {
  /** Hertz. */
  readonly sampleRate: number;
  readonly #channels: readonly Decimator[];

  constructor(sampleRate: number, channels: number) {
    const factor = 2 ** Math.max(0, Math.floor(Math.log2(sampleRate / LOWEST_RATE)));
    this.sampleRate = sampleRate / factor;
    this.#channels = Array.from({ length: channels }, () => new Decimator(factor));
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    return this.#channels.map((decimator, index) => decimator.push(channels[index] ?? new Float32Array(0)));
  }
}

/**
 * Means of means of means of as many values as the factor says, of which every so-manyth is kept.
 *
 * Source: E. Hogenauer, "An economical class of digital filters for decimation and interpolation", 1981.
 */
class Decimator {
  readonly #factor: number;
  readonly #weights: Float32Array;
  readonly #past: Float32Array;
  /** Values still to come before the next one is kept. */
  #wait = 0;

  constructor(factor: number) {
    this.#factor = factor;
    this.#weights = cascade(factor);
    this.#past = new Float32Array(this.#weights.length - 1);
  }

  push(values: Float32Array): Float32Array {
    const taps = this.#weights.length;
    const input = new Float32Array(taps - 1 + values.length);
    input.set(this.#past);
    input.set(values, taps - 1);
    const output = new Float32Array(Math.max(0, Math.ceil((values.length - this.#wait) / this.#factor)));
    for (let index = 0; index < output.length; index++) {
      const start = this.#wait + index * this.#factor;
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) sum += (this.#weights[tap] ?? 0) * (input[start + tap] ?? 0);
      output[index] = sum;
    }
    this.#wait += output.length * this.#factor - values.length;
    this.#past.set(input.subarray(values.length));
    return output;
  }
}

/** The running sums as one filter. */
function cascade(factor: number): Float32Array {
  let weights = [1];
  for (let count = 0; count < SUMS; count++) {
    const longer = new Array<number>(weights.length + factor - 1).fill(0);
    for (const [at, weight] of weights.entries()) {
      for (let shift = 0; shift < factor; shift++) longer[at + shift] = (longer[at + shift] ?? 0) + weight / factor;
    }
    weights = longer;
  }
  return Float32Array.from(weights);
}
