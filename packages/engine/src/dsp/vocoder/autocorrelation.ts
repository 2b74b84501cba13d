import { createRealFft, type RealFft } from '../fft.ts';

/**
 * What the power of a partial counts, as its power. Below 1, one strong partial cannot pass for the pitch, and noise counts
 * for less where the voice is stronger (T. Tolonen & M. Karjalainen, "A computationally efficient multipitch analysis
 * model", 2000).
 */
const COMPRESSION = 0.65;
/** Where the weight of a partial has fallen to 1/e, hertz: what lies above are formants, which pull the peaks aside. */
const LOW_PASS = 900;
/** Where the weight reaches 1 - 1/e, hertz: what lies below is mostly rumble. */
const HIGH_PASS = 70;

/**
 * How alike a signal is to itself some time later: the autocorrelation of a window, divided by that of the window's shape.
 *
 * P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled
 * sound", 1993; here of a compressed spectrum. Takes no memory per call.
 */
export class Autocorrelation {
  /** Samples from the moment to the end of its window. */
  readonly halfWindow: number;
  /** Of the weighted signal, root mean square, after {@link compute}. */
  level = 0;
  readonly #fft: RealFft;
  readonly #window: Float32Array;
  /** One over the autocorrelation of the window, per lag. */
  readonly #untaper: Float32Array;
  readonly #weights: Float32Array;
  readonly #levelScale: number;
  readonly #buffer: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /**
   * @param windowSeconds - Length of the window, a Hann window.
   * @param longestLag - Samples.
   */
  constructor(sampleRate: number, windowSeconds: number, longestLag: number) {
    this.halfWindow = Math.round((windowSeconds / 2) * sampleRate);
    const length = 2 * this.halfWindow + 1;
    const size = Math.max(64, 2 ** Math.ceil(Math.log2(length + longestLag + 2)));
    const bins = size / 2 + 1;
    this.#fft = createRealFft(size);
    this.#window = Float32Array.from(
      { length },
      (_, index) => 0.5 + 0.5 * Math.cos((Math.PI * (index - this.halfWindow)) / (this.halfWindow + 1)),
    );
    this.#weights = Float32Array.from({ length: bins }, (_, bin) => partialWeight((bin * sampleRate) / size));
    this.#levelScale = 2 / (this.#window.reduce((sum, value) => sum + value * value, 0) * size);
    this.#buffer = new Float32Array(size);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
    this.#untaper = this.#invertTaper(longestLag + 2);
  }

  /**
   * @param samples - PCM, silent outside its bounds.
   * @param centre - Index of the moment.
   * @returns Whether there is any sound.
   */
  compute(samples: Float32Array, centre: number): boolean {
    const buffer = this.#buffer;
    const window = this.#window;
    const first = centre - this.halfWindow;
    for (let index = 0; index < window.length; index++) {
      buffer[index] = (samples[first + index] ?? 0) * (window[index] ?? 0);
    }
    buffer.fill(0, window.length);
    this.#fft.forward(buffer, this.#re, this.#im);
    let power = 0;
    for (let bin = 0; bin < this.#re.length; bin++) {
      const weight = this.#weights[bin] ?? 0;
      const value = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
      power += weight * value;
      this.#re[bin] = weight > 0 ? weight * value ** COMPRESSION : 0;
    }
    this.level = Math.sqrt(power * this.#levelScale);
    this.#im.fill(0);
    this.#fft.inverse(this.#re, this.#im, buffer);
    return (buffer[0] ?? 0) > 0;
  }

  /** Likeness at a lag, 1 at the lag 0; after a {@link compute} that found sound. */
  at(lag: number): number {
    return ((this.#buffer[lag] ?? 0) * (this.#untaper[lag] ?? 0)) / (this.#buffer[0] ?? 1);
  }

  #invertTaper(lags: number): Float32Array {
    this.#buffer.set(this.#window);
    this.#fft.forward(this.#buffer, this.#re, this.#im);
    for (let bin = 0; bin < this.#re.length; bin++) {
      this.#re[bin] = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
    }
    this.#im.fill(0);
    this.#fft.inverse(this.#re, this.#im, this.#buffer);
    const energy = this.#buffer[0] ?? 1;
    return this.#buffer.slice(0, lags).map((value) => energy / value);
  }
}

function partialWeight(hertz: number): number {
  const weight = Math.exp(-((hertz / LOW_PASS) ** 2)) * (1 - Math.exp(-((hertz / HIGH_PASS) ** 4)));
  return weight < 1e-4 ? 0 : weight;
}
