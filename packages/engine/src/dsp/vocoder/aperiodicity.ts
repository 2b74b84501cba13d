import { createRealFft, type RealFft } from '../fft.ts';
import { aperiodicityBands, LEAST_APERIODICITY } from './aperiodicity-bands.ts';
import { BLACKMAN, HANN, WindowCutter } from './cosine-window.ts';
import { GroupDelayBand } from './group-delay-band.ts';
import { SpectralSmoother } from './spectral-smoothing.ts';

/** Lowest pitch whose four periods fit into the transform, hertz. */
const LOWEST_PITCH = 47;
/** Keeps the quotient finite where there is no sound. */
const SILENCE = 1e-14;

/**
 * Estimates how much of a voiced moment is noise, band by band.
 *
 * D4C: M. Morise, "D4C, a band-aperiodicity estimator for high-quality speech synthesis", 2016. The group delay of a
 * periodic signal, made free of the window's place, is a sinusoid along frequency; what lies beside its line is noise.
 */
export class AperiodicityEstimator {
  readonly bands: readonly number[];
  readonly #sampleRate: number;
  readonly #plans: readonly GroupDelayPlan[];

  /** @param sampleRate - Hertz, 8000 to 48000. */
  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.bands = aperiodicityBands(sampleRate);
    const largest = 2 ** Math.ceil(Math.log2((4 * sampleRate) / LOWEST_PITCH + 1));
    this.#plans = [largest / 4, largest / 2, largest].map((size) => new GroupDelayPlan(size, sampleRate, this.bands));
  }

  /**
   * Estimates the shares of one moment.
   * @param samples - PCM, silent outside its bounds.
   * @param centre - Index of the moment.
   * @param f0 - Hertz, above 0.
   * @param shares - Room for one value per band: power of the noise over all power.
   */
  estimate(samples: Float32Array, centre: number, f0: number, shares: Float32Array): void {
    const pitch = Math.max(f0, LOWEST_PITCH);
    const length = (4 * this.#sampleRate) / pitch + 2;
    const plan = this.#plans.find(({ size }) => size > length) ?? this.#plans.at(-1);
    plan?.estimate(samples, centre, pitch, shares);
  }
}

/** D4C with a transform of one size: short ones serve high voices. */
class GroupDelayPlan {
  readonly size: number;
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #cutter: WindowCutter;
  readonly #smoother: SpectralSmoother;
  /** All but the first and the last. */
  readonly #bands: readonly GroupDelayBand[];
  readonly #buffer: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #delayedRe: Float32Array;
  readonly #delayedIm: Float32Array;
  readonly #centroid: Float32Array;
  readonly #power: Float32Array;

  constructor(size: number, sampleRate: number, bands: readonly number[]) {
    const bins = size / 2 + 1;
    this.size = size;
    this.#sampleRate = sampleRate;
    this.#fft = createRealFft(size);
    this.#cutter = new WindowCutter(size);
    this.#smoother = new SpectralSmoother(bins);
    this.#bands = bands.slice(1, -1).map((hertz) => new GroupDelayBand(hertz, sampleRate / size));
    this.#buffer = new Float32Array(size);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
    this.#delayedRe = new Float32Array(bins);
    this.#delayedIm = new Float32Array(bins);
    this.#centroid = new Float32Array(bins);
    this.#power = new Float32Array(bins);
  }

  estimate(samples: Float32Array, centre: number, pitch: number, shares: Float32Array): void {
    this.#groupDelay(samples, centre, pitch);
    shares[0] = LEAST_APERIODICITY;
    for (const [band, meter] of this.#bands.entries()) {
      // High pitches leave fewer periods in the window, which looks too clear.
      const decibels = 10 * Math.log10(meter.shareBesideLines(this.#centroid)) + (pitch - 100) / 50;
      shares[band + 1] = Math.max(LEAST_APERIODICITY, Math.min(1, 10 ** (decibels / 10)));
    }
    shares[this.#bands.length + 1] = 1;
  }

  /** The static group delay, less its own smooth course, into the centroid's place. */
  #groupDelay(samples: Float32Array, centre: number, pitch: number): void {
    const pitchBins = (pitch * this.size) / this.#sampleRate;
    const period = this.#sampleRate / pitch;
    const centroid = this.#centroid;
    centroid.fill(0);
    this.#addCentroid(samples, Math.round(centre - period / 4), period);
    this.#addCentroid(samples, Math.round(centre + period / 4), period);
    this.#smoother.fillBelow(centroid, pitchBins);
    this.#smoothPower(samples, centre, period, pitchBins);
    for (let bin = 0; bin < centroid.length; bin++) {
      centroid[bin] = (centroid[bin] ?? 0) / ((this.#power[bin] ?? 0) + SILENCE);
    }
    this.#smoother.smooth(centroid, pitchBins / 2, centroid);
    this.#smoother.smooth(centroid, pitchBins, this.#power);
    for (let bin = 0; bin < centroid.length; bin++) {
      centroid[bin] = (centroid[bin] ?? 0) - (this.#power[bin] ?? 0);
    }
  }

  #addCentroid(samples: Float32Array, centre: number, period: number): void {
    const buffer = this.#buffer;
    const length = this.#cutter.cut(samples, centre, 2 * period, BLACKMAN, buffer);
    let power = SILENCE;
    for (let index = 0; index < length; index++) power += (buffer[index] ?? 0) ** 2;
    this.#fft.forward(buffer, this.#re, this.#im);
    for (let index = 0; index < length; index++) buffer[index] = (buffer[index] ?? 0) * (index + 1);
    this.#fft.forward(buffer, this.#delayedRe, this.#delayedIm);
    const scale = 1 / power;
    for (let bin = 0; bin < this.#centroid.length; bin++) {
      const product =
        (this.#re[bin] ?? 0) * (this.#delayedRe[bin] ?? 0) + (this.#im[bin] ?? 0) * (this.#delayedIm[bin] ?? 0);
      this.#centroid[bin] = (this.#centroid[bin] ?? 0) + product * scale;
    }
  }

  #smoothPower(samples: Float32Array, centre: number, period: number, pitchBins: number): void {
    this.#cutter.cut(samples, centre, 2 * period, HANN, this.#buffer);
    this.#fft.forward(this.#buffer, this.#re, this.#im);
    for (let bin = 0; bin < this.#power.length; bin++) {
      this.#power[bin] = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
    }
    this.#smoother.fillBelow(this.#power, pitchBins);
    this.#smoother.smooth(this.#power, pitchBins, this.#power);
  }
}
