import { ChannelPower } from '../channel-power.ts';

const LONGEST_WINDOW = 65_536;
const SHORTEST_WINDOW = 2048;
/** Half-overlapping windows that a recording should give at least: with fewer, one vowel could pass for hum. */
const LEAST_WINDOWS = 5;
/** Far below the power of the quietest recording. */
const TINY_POWER = 1e-12;

/** A finely resolved spectrum of a whole recording. */
export interface LineSpectrum {
  /** Hertz from one frequency to the next. */
  readonly binHertz: number;
  /** Power per frequency, as the geometric mean over time: only what sounds all the time is high in it. */
  readonly steady: Float64Array;
  /** The ordinary mean of the power. */
  readonly mean: Float64Array;
}

/**
 * Measures the spectrum of a recording in windows of seconds (P. D. Welch, "The use of fast Fourier transform for the
 * estimation of power spectra", 1967). Channels add up by power.
 */
export class LineSpectrumMeter {
  readonly #size: number;
  readonly #binHertz: number;
  readonly #channels: ChannelPower;
  readonly #power: Float64Array;
  readonly #logSum: Float64Array;
  readonly #sum: Float64Array;
  #windows = 0;

  /** @param frames - Of the whole recording, about. */
  constructor(sampleRate: number, channels: number, frames: number) {
    const longest = (2 * frames) / (LEAST_WINDOWS + 1);
    const size = Math.min(LONGEST_WINDOW, Math.max(SHORTEST_WINDOW, 2 ** Math.floor(Math.log2(longest + 1))));
    const bins = size / 2 + 1;
    this.#size = size;
    this.#binHertz = sampleRate / size;
    const window = Float32Array.from(
      { length: size },
      (_, index) => 1 - Math.cos((2 * Math.PI * (index + 0.5)) / size),
    );
    this.#channels = new ChannelPower(window, channels);
    this.#power = new Float64Array(bins);
    this.#logSum = new Float64Array(bins);
    this.#sum = new Float64Array(bins);
  }

  push(channels: readonly Float32Array[]): void {
    this.#channels.push(channels);
    for (;;) {
      const start = (this.#windows * this.#size) / 2;
      if (!this.#channels.reaches(start)) return;
      this.#measure(start);
      this.#channels.forget(start + this.#size / 2);
    }
  }

  /** The spectrum of what has come; `undefined` when that is too short to tell. */
  spectrum(): LineSpectrum | undefined {
    const count = this.#windows;
    if (count < LEAST_WINDOWS) return undefined;
    return {
      binHertz: this.#binHertz,
      steady: this.#logSum.map((sum) => Math.exp(sum / count)),
      mean: this.#sum.map((sum) => sum / count),
    };
  }

  #measure(start: number): void {
    this.#power.fill(TINY_POWER);
    this.#channels.addTo(this.#power, start);
    for (let bin = 0; bin < this.#power.length; bin++) {
      const power = this.#power[bin] ?? 0;
      this.#sum[bin] = (this.#sum[bin] ?? 0) + power;
      this.#logSum[bin] = (this.#logSum[bin] ?? 0) + Math.log(power);
    }
    this.#windows++;
  }
}
