import { createRealFft } from '../packages/engine/src/dsp/fft.ts';

const SIZE = 2048;

/** Mean of values. @throws {RangeError} If there is none. */
export function mean(values: Float32Array | readonly number[]): number {
  if (values.length === 0) throw new RangeError('The mean of nothing was asked for.');
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Energy of a band over a whole signal, decibels. @param low - Hertz. @param high - Hertz. */
export function bandEnergy(samples: Float32Array, sampleRate: number, low: number, high: number): number {
  const fft = createRealFft(SIZE);
  const [re, im] = [new Float32Array(SIZE / 2 + 1), new Float32Array(SIZE / 2 + 1)];
  let sum = 1e-20;
  for (let start = 0; start + SIZE <= samples.length; start += SIZE / 2) {
    const window = samples.slice(start, start + SIZE).map((value, at) => value * Math.sin((Math.PI * at) / SIZE) ** 2);
    fft.forward(window, re, im);
    for (let bin = Math.ceil((low * SIZE) / sampleRate); bin < (high * SIZE) / sampleRate; bin++) {
      sum += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    }
  }
  return 10 * Math.log10(sum);
}
