import { createRealFft, type RealFft } from '../fft.ts';
import { bandReach } from './aperiodicity-bands.ts';

/** Width of the Nuttall window's main lobe, lines. */
const LOBE_LINES = 8;
/** Smallest transform that there is. */
const SMALLEST = 64;

/**
 * Tells for one band how much of the group delay does not swing with the pitch (Morise 2016): the power of its
 * spectrum outside the strongest lines, over all.
 */
export class GroupDelayBand {
  readonly #first: number;
  readonly #window: Float32Array;
  readonly #fft: RealFft;
  /** Lines that one swing takes. */
  readonly #lines: number;
  readonly #buffer: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /** @param hertz - Centre of the band. @param perBin - Distance of the bins of the group delay, hertz. */
  constructor(hertz: number, perBin: number) {
    const half = Math.floor(bandReach(hertz) / perBin);
    const length = 2 * half + 1;
    const size = Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(length)));
    this.#first = Math.floor(hertz / perBin) - half;
    this.#window = nuttallWindow(length);
    this.#fft = createRealFft(size);
    this.#lines = Math.round((LOBE_LINES * size) / length) + 1;
    this.#buffer = new Float32Array(size);
    this.#re = new Float32Array(size / 2 + 1);
    this.#im = new Float32Array(size / 2 + 1);
  }

  /** @param delay - Group delay per bin, less its smooth course. @returns 0 to 1. */
  shareBesideLines(delay: Float32Array): number {
    const window = this.#window;
    for (let index = 0; index < window.length; index++) {
      this.#buffer[index] = (delay[this.#first + index] ?? 0) * (window[index] ?? 0);
    }
    this.#buffer.fill(0, window.length);
    this.#fft.forward(this.#buffer, this.#re, this.#im);
    const power = this.#re;
    let total = 0;
    for (let line = 0; line < power.length; line++) {
      const value = (this.#re[line] ?? 0) ** 2 + (this.#im[line] ?? 0) ** 2;
      power[line] = value;
      total += value;
    }
    power.sort();
    let beside = 0;
    for (let line = 0; line < power.length - this.#lines; line++) beside += power[line] ?? 0;
    return total > 0 ? beside / total : 1;
  }
}

function nuttallWindow(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const x = (2 * Math.PI * index) / (length - 1);
    return 0.355768 - 0.487396 * Math.cos(x) + 0.144232 * Math.cos(2 * x) - 0.012604 * Math.cos(3 * x);
  });
}
