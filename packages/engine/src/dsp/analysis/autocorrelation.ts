import { createRealFft } from '../fft.ts';

/** How alike a curve is to itself some time later; 1 at no delay. */
export interface Autocorrelation {
  /** At a delay in frames, between whole ones interpolated; 0 beyond the longest. */
  at(delay: number): number;
  /** The highest value within so many frames of a delay. */
  near(delay: number, reach: number): number;
}

const WINDOW = 2048;
const FFT_SIZE = 4096;
/** Delays beyond this share of a short curve count as no repetition. */
const LONGEST_SHARE = 2 / 3;

/**
 * Works the autocorrelation out over windows of 2048 frames that overlap by half, and takes their mean: tempo that changes over
 * minutes does not blur it. Shorter curves are one window,
 * in which delays of more than two thirds are 0.
 * @param longest - Longest delay that is asked for, frames; less than 2048.
 */
export function autocorrelation(values: Float32Array, longest: number): Autocorrelation {
  const sums = new Float64Array(longest + 1);
  const last = Math.max(0, values.length - WINDOW);
  for (let start = 0; start <= last; start += WINDOW / 2) addWindow(sums, values.subarray(start, start + WINDOW));
  const power = sums[0] ?? 0;
  const curve = power > 0 ? sums.map((value) => value / power) : sums;
  const at = (delay: number) => {
    const index = Math.floor(delay);
    const [left, right] = [curve[index] ?? 0, curve[index + 1] ?? 0];
    return left + (delay - index) * (right - left);
  };
  return {
    at,
    near(delay, reach) {
      let highest = -1;
      for (let offset = -reach; offset <= reach; offset += 0.5) highest = Math.max(highest, at(delay + offset));
      return highest;
    },
  };
}

/** Adds the autocorrelation of a window without its mean, each delay by the number of products that it has; few prove nothing. */
function addWindow(sums: Float64Array, window: Float32Array): void {
  const fft = createRealFft(FFT_SIZE);
  const [values, re, im] = [
    new Float32Array(FFT_SIZE),
    new Float32Array(FFT_SIZE / 2 + 1),
    new Float32Array(FFT_SIZE / 2 + 1),
  ];
  const mean = window.reduce((sum, value) => sum + value, 0) / Math.max(1, window.length);
  for (const [index, value] of window.entries()) values[index] = value - mean;
  fft.forward(values, re, im);
  for (let bin = 0; bin < re.length; bin++) {
    re[bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    im[bin] = 0;
  }
  fft.inverse(re, im, values);
  for (let delay = 0; delay < sums.length && delay <= LONGEST_SHARE * window.length; delay++) {
    sums[delay] = (sums[delay] ?? 0) + ((values[delay] ?? 0) * window.length) / (window.length - delay);
  }
}
