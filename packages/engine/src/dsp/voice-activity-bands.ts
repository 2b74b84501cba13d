/** Edges of the bands, hertz. They follow the octaves of speech, from the first harmonic to the fricatives. */
const BAND_EDGES = [100, 250, 500, 1000, 2000, 4000, 7000] as const;

/** Level that stands for digital silence, decibels below full scale. */
export const SILENCE_DB = -100;

/**
 * Splits mono PCM into octave bands and gives their levels, frame by frame, in constant memory.
 *
 * The bands are second-order band-pass sections after Robert Bristow-Johnson's "Cookbook formulae for audio EQ biquad
 * filter coefficients": their gentle slopes are enough to tell a hum, a vowel and a hiss apart, at a few operations a frame.
 */
export class BandLevels {
  /** Number of bands below half the sample rate. */
  readonly bands: number;
  readonly #frameLength: number;
  readonly #filters: readonly BandPass[];
  readonly #power: Float64Array;
  #filled = 0;

  /**
   * @param sampleRate - Hertz, at least 8000.
   * @param frameLength - Frames of PCM per level.
   */
  constructor(sampleRate: number, frameLength: number) {
    this.#frameLength = frameLength;
    this.#filters = BAND_EDGES.slice(1).flatMap((high, index) => {
      const low = BAND_EDGES[index] ?? 0;
      return high < sampleRate * 0.47 ? [bandPass(low, high, sampleRate)] : [];
    });
    this.bands = this.#filters.length;
    this.#power = new Float64Array(this.bands);
  }

  /**
   * Filters a block of any length.
   * @param onLevels - Called once per finished frame with a new array: one level per band, decibels below full scale.
   */
  push(samples: Float32Array, onLevels: (levels: Float64Array) => void): void {
    let offset = 0;
    while (offset < samples.length) {
      const end = Math.min(offset + this.#frameLength - this.#filled, samples.length);
      this.#filters.forEach((filter, band) => {
        this.#power[band] = (this.#power[band] ?? 0) + filterPower(filter, samples, offset, end);
      });
      this.#filled += end - offset;
      offset = end;
      if (this.#filled < this.#frameLength) return;
      onLevels(this.#power.map((power) => decibels(power / this.#frameLength)));
      this.#power.fill(0);
      this.#filled = 0;
    }
  }
}

/** One section with its state; the middle coefficient of the numerator of a band-pass is zero. */
interface BandPass {
  readonly b0: number;
  readonly a1: number;
  readonly a2: number;
  s1: number;
  s2: number;
}

function bandPass(low: number, high: number, sampleRate: number): BandPass {
  const centre = Math.sqrt(low * high);
  const omega = (2 * Math.PI * centre) / sampleRate;
  const alpha = Math.sin(omega) / (2 * (centre / (high - low)));
  const a0 = 1 + alpha;
  return { b0: alpha / a0, a1: (-2 * Math.cos(omega)) / a0, a2: (1 - alpha) / a0, s1: 0, s2: 0 };
}

/** Runs a section over part of a block (direct form II transposed) and sums the squares of what comes out. */
function filterPower(filter: BandPass, samples: Float32Array, from: number, to: number): number {
  const { b0, a1, a2 } = filter;
  let { s1, s2 } = filter;
  let sum = 0;
  for (let index = from; index < to; index++) {
    const sample = samples[index] ?? 0;
    // NaN or infinity in would stay in the filter for good.
    const input = Number.isFinite(sample) ? b0 * sample : 0;
    const output = input + s1;
    s1 = s2 - a1 * output;
    s2 = -input - a2 * output;
    sum += output * output;
  }
  filter.s1 = s1;
  filter.s2 = s2;
  return sum;
}

function decibels(power: number): number {
  return Math.max(SILENCE_DB, 10 * Math.log10(power));
}
