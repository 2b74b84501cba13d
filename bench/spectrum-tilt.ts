import { createRealFft } from '../packages/engine/src/dsp/fft.ts';

const SIZE = 1024;
/** Octaves of 300 Hz to 4 kHz, in thirds. */
const THIRDS = Array.from({ length: 12 }, (_, third) => 300 * 2 ** (third / 3));

/**
 * Slope of the long-term spectrum from 300 Hz to 4 kHz, decibels per octave. By Welch's method, so that what the vocoder believes
 * of a recording has no part in it.
 */
export function spectrumTilt(samples: Float32Array, sampleRate: number): number {
  const fft = createRealFft(SIZE);
  const [block, re, im] = [new Float32Array(SIZE), new Float32Array(SIZE / 2 + 1), new Float32Array(SIZE / 2 + 1)];
  const power = new Float64Array(SIZE / 2 + 1);
  for (let at = 0; at + SIZE <= samples.length; at += SIZE / 2) {
    for (let index = 0; index < SIZE; index++) {
      block[index] = (samples[at + index] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / SIZE));
    }
    fft.forward(block, re, im);
    for (let bin = 0; bin < power.length; bin++) {
      power[bin] = (power[bin] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    }
  }
  return slopeOf(THIRDS.map((hertz) => 10 * Math.log10(meanOf(power, hertz, sampleRate) + 1e-12)));
}

/** Mean power of a third of an octave that begins at a frequency. */
function meanOf(power: Float64Array, hertz: number, sampleRate: number): number {
  const bin = (frequency: number) => Math.round((frequency * SIZE) / sampleRate);
  const third = power.subarray(bin(hertz), Math.max(bin(hertz) + 1, bin(hertz * 2 ** (1 / 3))));
  return third.reduce((sum, density) => sum + density, 0) / third.length;
}

/** Least squares over octaves. */
function slopeOf(levels: readonly number[]): number {
  const middle = (levels.length - 1) / 2;
  let [product, square] = [0, 0];
  for (const [third, level] of levels.entries()) {
    product += ((third - middle) / 3) * level;
    square += ((third - middle) / 3) ** 2;
  }
  return product / square;
}
