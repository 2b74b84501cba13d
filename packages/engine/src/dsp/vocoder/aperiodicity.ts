import { createRealFft, type RealFft } from '../fft.ts';
import { aperiodicityBands, bandInterval, LEAST_APERIODICITY } from './aperiodicity-bands.ts';
import { BLACKMAN, HANN, WindowCutter } from './cosine-window.ts';
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
    this.#plans = [largest / 4, largest / 2, largest].map((size) => new GroupDelayPlan(size, sampleRate));
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
    plan?.estimate(samples, centre, pitch, this.bands, shares);
  }
}

/** D4C with a transform of one size: short ones serve high voices. */
class GroupDelayPlan {
  readonly size: number;
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #bandFft: RealFft;
  readonly #cutter: WindowCutter;
  readonly #smoother: SpectralSmoother;
  readonly #nuttall: Float32Array;
  readonly #buffer: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #delayedRe: Float32Array;
  readonly #delayedIm: Float32Array;
  readonly #centroid: Float32Array;
  readonly #power: Float32Array;

  constructor(size: number, sampleRate: number) {
    const bins = size / 2 + 1;
    const half = Math.floor((bandInterval(sampleRate) * size) / sampleRate);
    this.size = size;
    this.#sampleRate = sampleRate;
    this.#fft = createRealFft(size);
    this.#bandFft = createRealFft(2 ** Math.ceil(Math.log2(2 * half + 1)));
    this.#cutter = new WindowCutter(size);
    this.#smoother = new SpectralSmoother(bins);
    this.#nuttall = nuttallWindow(2 * half + 1);
    this.#buffer = new Float32Array(size);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
    this.#delayedRe = new Float32Array(bins);
    this.#delayedIm = new Float32Array(bins);
    this.#centroid = new Float32Array(bins);
    this.#power = new Float32Array(bins);
  }

  estimate(samples: Float32Array, centre: number, pitch: number, bands: readonly number[], shares: Float32Array): void {
    this.#groupDelay(samples, centre, pitch);
    const delay = this.#centroid;
    const last = bands.length - 1;
    shares[0] = LEAST_APERIODICITY;
    shares[last] = 1;
    for (let band = 1; band < last; band++) {
      const decibels = 10 * Math.log10(this.#shareBesideLine(delay, bands[band] ?? 0)) + (pitch - 100) / 50;
      shares[band] = Math.max(LEAST_APERIODICITY, Math.min(1, 10 ** (decibels / 10)));
    }
  }

  /** The static group delay, less its own smooth course, into the centroid's place (sections 3.2 and 3.3). */
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
    const { half } = this.#cutter.cut(samples, centre, 2 * period, BLACKMAN, buffer);
    const length = 2 * half + 1;
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

  /** Power of the group delay around a band that does not lie in its strongest lines, over all (section 3.4). */
  #shareBesideLine(delay: Float32Array, hertz: number): number {
    const window = this.#nuttall;
    const half = (window.length - 1) / 2;
    const centre = Math.floor((hertz * this.size) / this.#sampleRate);
    const { size } = this.#bandFft;
    const buffer = this.#buffer;
    for (let index = 0; index < window.length; index++) {
      buffer[index] = (delay[centre - half + index] ?? 0) * (window[index] ?? 0);
    }
    buffer.fill(0, window.length, size);
    this.#bandFft.forward(buffer, this.#re, this.#im);
    const bins = size / 2 + 1;
    const power = this.#delayedRe.subarray(0, bins);
    let total = 0;
    for (let bin = 0; bin < bins; bin++) {
      const value = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
      power[bin] = value;
      total += value;
    }
    // Twice the width of the Nuttall window's main lobe.
    const lines = Math.round((8 * size) / window.length) + 1;
    power.sort();
    let beside = 0;
    for (let bin = 0; bin < bins - lines; bin++) beside += power[bin] ?? 0;
    return total > 0 ? beside / total : 1;
  }
}

function nuttallWindow(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const x = (2 * Math.PI * index) / (length - 1);
    return 0.355768 - 0.487396 * Math.cos(x) + 0.144232 * Math.cos(2 * x) - 0.012604 * Math.cos(3 * x);
  });
}
