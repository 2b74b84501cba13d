import { ChannelPower } from '../channel-power.ts';

const WINDOW_SECONDS = 0.043;
/** Width of the bands that are compared, hertz. */
const BAND_HERTZ = 100;
/** An edge is where so much is lost, decibels, from the bands just below to all bands above. */
const CLIFF_DB = 20;
/** Bands below an edge that are looked at, and bands beside it that are not: the cliff itself. */
const BELOW_BANDS = 6;
const CLIFF_BANDS = 2;
/** Lowest edge that is looked for, hertz: below it, speech ends by itself. */
const LOWEST = 1500;
/** What marks the edge itself, decibels below the bands before it. */
const EDGE_DB = 6;
const TINY_POWER = 1e-12;

/** Finds up to where a recording has anything to hear, as it comes. */
export class BandEdgeMeter {
  readonly #sampleRate: number;
  readonly #size: number;
  readonly #channels: ChannelPower;
  readonly #power: Float64Array;
  #windows = 0;

  constructor(sampleRate: number, channels: number) {
    const size = Math.max(64, 2 ** Math.round(Math.log2(sampleRate * WINDOW_SECONDS)));
    this.#sampleRate = sampleRate;
    this.#size = size;
    // The sum of three cosines falls off fast enough not to fill up a cliff of 80 dB (Blackman and Harris).
    const window = Float32Array.from({ length: size }, (_, index) => {
      const angle = (2 * Math.PI * (index + 0.5)) / size;
      return 0.35875 - 0.48829 * Math.cos(angle) + 0.14128 * Math.cos(2 * angle) - 0.01168 * Math.cos(3 * angle);
    });
    this.#channels = new ChannelPower(window, channels);
    this.#power = new Float64Array(size / 2 + 1);
  }

  push(channels: readonly Float32Array[]): void {
    this.#channels.push(channels);
    for (; this.#channels.reaches(this.#windows * this.#size); this.#windows++) {
      this.#channels.addTo(this.#power, this.#windows * this.#size);
      this.#channels.forget((this.#windows + 1) * this.#size);
    }
  }

  /** The frequency above which there is nothing, hertz; half the rate when there is no such edge. */
  edge(): number {
    const nyquist = this.#sampleRate / 2;
    const levels = this.#bandLevels();
    let above = Number.NEGATIVE_INFINITY;
    for (let band = levels.length - 1; band * BAND_HERTZ >= LOWEST; band--) {
      above = Math.max(above, levels[band + CLIFF_BANDS] ?? Number.NEGATIVE_INFINITY);
      const before = levels.slice(band - CLIFF_BANDS - BELOW_BANDS, band - CLIFF_BANDS).sort((a, b) => a - b);
      const below = before[before.length >> 1] ?? 0;
      // Where there is nothing above, that is no cliff: the recording's own end.
      if (above === Number.NEGATIVE_INFINITY || below - above < CLIFF_DB) continue;
      let edge = band + CLIFF_BANDS;
      while ((levels[edge - 1] ?? 0) < below - EDGE_DB) edge--;
      return edge * BAND_HERTZ;
    }
    return nyquist;
  }

  #bandLevels(): number[] {
    const bands = Math.floor(this.#sampleRate / 2 / BAND_HERTZ);
    const binHertz = this.#sampleRate / this.#size;
    return Array.from({ length: bands }, (_, band) => {
      const first = Math.ceil((band * BAND_HERTZ) / binHertz);
      const last = Math.max(first + 1, Math.ceil(((band + 1) * BAND_HERTZ) / binHertz));
      let sum = 0;
      for (let bin = first; bin < last; bin++) sum += this.#power[bin] ?? 0;
      return 10 * Math.log10(sum / (last - first) / Math.max(1, this.#windows) + TINY_POWER);
    });
  }
}
