import { createRealFft, type RealFft } from '../fft.ts';

/** Half the length of the window, periods. */
const HALF_PERIODS = 2;
/** Partials that count, pass by pass: each pass makes the next sure to meet its partials. */
const PASSES = [5, 16] as const;
/** What the power of a partial counts, as its power: less than its level, as strong ones are few. */
const LEVEL_WEIGHT = 0.3;
/** Farthest that a partial may lie from its place, as a share of the pitch. */
const FARTHEST = 0.3;
/** Corrections beyond this share of the pitch are not believed. */
const LARGEST_CORRECTION = 0.1;

/**
 * Refines a pitch by the instantaneous frequencies of its partials.
 *
 * After StoneMask: M. Morise, H. Kawahara & H. Katayose, "Fast and reliable F0 estimation method based on the period
 * extraction of vocal fold vibration of singing voice and speech", 2009; the instantaneous frequency from a window and its
 * slope: J. L. Flanagan & R. M. Golden, "Phase vocoder", 1966. Unlike there, up to sixteen partials count, by the squares of
 * their numbers, the least-squares line through their frequencies: as resonances move, they bend the low partials most.
 */
export class PitchRefiner {
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #shape: Float32Array;
  readonly #slope: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #slopeRe: Float32Array;
  readonly #slopeIm: Float32Array;

  /** @param floor - Lowest pitch, hertz. */
  constructor(sampleRate: number, floor: number) {
    const size = 2 ** Math.ceil(Math.log2((2 * HALF_PERIODS * sampleRate) / floor + 2));
    const bins = size / 2 + 1;
    this.#sampleRate = sampleRate;
    this.#fft = createRealFft(size);
    this.#shape = new Float32Array(size);
    this.#slope = new Float32Array(size);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
    this.#slopeRe = new Float32Array(bins);
    this.#slopeIm = new Float32Array(bins);
  }

  /**
   * @param samples - PCM, silent outside its bounds.
   * @param centre - Index of the moment; need not be whole.
   * @param pitch - Hertz, from the floor on.
   * @returns Hertz; the given pitch where its correction is not believable.
   */
  refine(samples: Float32Array, centre: number, pitch: number): number {
    this.#cut(samples, centre, (HALF_PERIODS * this.#sampleRate) / pitch);
    this.#fft.forward(this.#shape, this.#re, this.#im);
    this.#fft.forward(this.#slope, this.#slopeRe, this.#slopeIm);
    let refined = pitch;
    for (const partials of PASSES) {
      const next = this.#fundamental(refined, partials);
      if (!(Math.abs(next - pitch) <= LARGEST_CORRECTION * pitch)) return refined;
      refined = next;
    }
    return refined;
  }

  /** Cuts a Blackman window and its slope, both centred on the moment itself and not on the nearest sample. */
  #cut(samples: Float32Array, centre: number, halfLength: number): void {
    const start = Math.ceil(centre - halfLength);
    const length = Math.min(Math.floor(centre + halfLength) - start + 1, this.#shape.length);
    const turn = Math.PI / halfLength;
    const turnRe = Math.cos(turn);
    const turnIm = Math.sin(turn);
    let cosine = Math.cos(turn * (start - centre));
    let sine = Math.sin(turn * (start - centre));
    for (let index = 0; index < length; index++) {
      const sample = samples[start + index] ?? 0;
      this.#shape[index] = sample * (0.34 + 0.5 * cosine + 0.16 * cosine * cosine);
      this.#slope[index] = sample * turn * sine * (0.5 + 0.32 * cosine);
      const next = cosine * turnRe - sine * turnIm;
      sine = cosine * turnIm + sine * turnRe;
      cosine = next;
    }
    this.#shape.fill(0, length);
    this.#slope.fill(0, length);
  }

  /** The fundamental that the partials near the multiples of a pitch speak for; that pitch if there are none. */
  #fundamental(pitch: number, partials: number): number {
    const perBin = this.#sampleRate / this.#fft.size;
    const highest = 0.45 * this.#sampleRate;
    let weighted = 0;
    let weights = 0;
    for (let partial = 1; partial <= partials && partial * pitch < highest; partial++) {
      const bin = Math.round((partial * pitch) / perBin);
      const re = this.#re[bin] ?? 0;
      const im = this.#im[bin] ?? 0;
      const power = re * re + im * im;
      if (!(power > 0)) continue;
      const turn = (re * (this.#slopeIm[bin] ?? 0) - im * (this.#slopeRe[bin] ?? 0)) / power;
      const frequency = bin * perBin + turn * (this.#sampleRate / (2 * Math.PI));
      if (Math.abs(frequency - partial * pitch) > FARTHEST * pitch) continue;
      const weight = power ** LEVEL_WEIGHT * partial * partial;
      weighted += weight * frequency;
      weights += weight * partial;
    }
    return weights > 0 ? weighted / weights : pitch;
  }
}
