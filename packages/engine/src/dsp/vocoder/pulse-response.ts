import { createRealFft, type RealFft } from '../fft.ts';
import { aperiodicityBands, LEAST_APERIODICITY } from './aperiodicity-bands.ts';
import { MinimumPhase } from './minimum-phase.ts';
import { SeededNoise } from './seeded-noise.ts';

/** One stroke of the voice, or one grain of noise. */
export interface Pulse {
  /** Sample that it follows, and by how much, samples, 0 to 1. */
  position: number;
  delay: number;
  /** Hertz; 0 for a grain of noise. */
  f0: number;
  readonly envelope: Float32Array;
  readonly aperiodicity: Float32Array;
}

/** Below, what an envelope holds is no voice but its mirror image, hertz. */
const HIGH_PASS = 30;
/** Density that stands for none: its logarithm is finite. */
const SILENCE = 1e-20;
/** Seconds that a response reaches ahead: the shares of voice and noise are weighed without phase. */
const LEAD_SECONDS = 0.002;

/**
 * Gives what a pulse sounds like: the minimum-phase response of its envelope, to a stroke and to noise as long as the way
 * to the next pulse (Morise, Yokomori & Ozawa 2016). Both go through one response.
 */
export class PulseResponse {
  /** Samples that the response reaches before its pulse. */
  readonly lead: number;
  /** The response, after {@link render}; its pulse lies at `lead`. */
  readonly response: Float32Array;
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #phase: MinimumPhase;
  readonly #noise: SeededNoise;
  readonly #bandBins: readonly number[];
  /** Logarithm of the high-pass, per bin. */
  readonly #highPass: Float32Array;
  readonly #buffer: Float32Array;
  readonly #logPower: Float32Array;
  readonly #shares: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  constructor(sampleRate: number, fftSize: number, seed: number) {
    const bins = fftSize / 2 + 1;
    this.#sampleRate = sampleRate;
    this.lead = Math.round(LEAD_SECONDS * sampleRate);
    this.response = new Float32Array(fftSize);
    this.#fft = createRealFft(fftSize);
    this.#phase = new MinimumPhase(fftSize);
    this.#noise = new SeededNoise(seed);
    this.#bandBins = aperiodicityBands(sampleRate).map((hertz) => (hertz * fftSize) / sampleRate);
    this.#highPass = Float32Array.from({ length: bins }, (_, bin) => {
      const hertz = (Math.max(bin, 0.5) * sampleRate) / fftSize;
      return Math.log(hertz ** 4 / (hertz ** 4 + HIGH_PASS ** 4));
    });
    this.#buffer = new Float32Array(fftSize);
    this.#logPower = new Float32Array(bins);
    this.#shares = new Float32Array(bins);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
  }

  /** @param noiseLength - Samples to the next pulse. */
  render({ f0, delay, envelope, aperiodicity }: Pulse, noiseLength: number): void {
    for (let bin = 0; bin < envelope.length; bin++) {
      this.#logPower[bin] = Math.log((envelope[bin] ?? 0) + SILENCE) + (this.#highPass[bin] ?? 0);
    }
    this.#phase.find(this.#logPower);
    this.#noise.fill(this.#buffer, Math.min(noiseLength, this.#buffer.length));
    this.#fft.forward(this.#buffer, this.#re, this.#im);
    if (f0 > 0) this.#addStroke(aperiodicity, Math.sqrt(this.#sampleRate / f0), delay);
    this.#filter();
    this.#fft.inverse(this.#re, this.#im, this.#buffer);
    // What lies before the pulse stands at the end of the circle.
    this.response.set(this.#buffer.subarray(this.#buffer.length - this.lead));
    this.response.set(this.#buffer.subarray(0, this.#buffer.length - this.lead), this.lead);
  }

  /** Weighs the noise, and adds the stroke, a little behind its sample. */
  #addStroke(aperiodicity: Float32Array, amplitude: number, delay: number): void {
    this.#interpolateShares(aperiodicity);
    const angle = (-2 * Math.PI * delay) / this.#buffer.length;
    const turnRe = Math.cos(angle);
    const turnIm = Math.sin(angle);
    let cosine = amplitude;
    let sine = 0;
    for (let bin = 0; bin < this.#re.length; bin++) {
      const share = this.#shares[bin] ?? 0;
      const noisy = Math.sqrt(share);
      const clear = Math.sqrt(1 - share);
      this.#re[bin] = noisy * (this.#re[bin] ?? 0) + clear * cosine;
      this.#im[bin] = noisy * (this.#im[bin] ?? 0) + clear * sine;
      const next = cosine * turnRe - sine * turnIm;
      sine = cosine * turnIm + sine * turnRe;
      cosine = next;
    }
  }

  /** Shares of the bins from those of the bands: their logarithms lie on lines, so they themselves on geometric series. */
  #interpolateShares(aperiodicity: Float32Array): void {
    const shares = this.#shares;
    for (let band = 1; band < this.#bandBins.length; band++) {
      const from = this.#bandBins[band - 1] ?? 0;
      const to = this.#bandBins[band] ?? 0;
      const low = Math.max(LEAST_APERIODICITY, aperiodicity[band - 1] ?? 1);
      const high = Math.max(LEAST_APERIODICITY, aperiodicity[band] ?? 1);
      const ratio = (high / low) ** (1 / (to - from));
      const first = Math.ceil(from);
      let share = low * ratio ** (first - from);
      for (let bin = first; bin <= to; bin++) {
        shares[bin] = Math.min(1, share);
        share *= ratio;
      }
    }
  }

  #filter(): void {
    const { level, phase } = this.#phase;
    for (let bin = 0; bin < level.length; bin++) {
      const amplitude = Math.exp(level[bin] ?? 0);
      const cosine = amplitude * Math.cos(phase[bin] ?? 0);
      const sine = amplitude * Math.sin(phase[bin] ?? 0);
      const re = this.#re[bin] ?? 0;
      const im = this.#im[bin] ?? 0;
      this.#re[bin] = re * cosine - im * sine;
      this.#im[bin] = re * sine + im * cosine;
    }
  }
}
