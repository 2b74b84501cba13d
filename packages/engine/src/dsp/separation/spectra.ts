import { createRealFft } from '../fft.ts';
import { type AnalysisGrid, hannWindow, windowCount, windowStart } from './analysis-grid.ts';

/** Values of a grid, window after window: the value of a bin is at `window * bins + bin`. */
export interface Plane {
  readonly windows: number;
  readonly bins: number;
  readonly values: Float32Array;
}

/** Makes a plane of zeros. */
export function createPlane(windows: number, bins: number): Plane {
  return { windows, bins, values: new Float32Array(windows * bins) };
}

/** Calls back with the spectrum of each window in turn. The arrays are used again for the next. */
export function eachSpectrum(
  signal: Float32Array,
  grid: AnalysisGrid,
  visit: (window: number, re: Float32Array, im: Float32Array) => void,
): void {
  const reader = spectrumReader(signal, grid);
  const re = new Float32Array(grid.bins);
  const im = new Float32Array(grid.bins);
  for (let window = 0; window < windowCount(grid, signal.length); window++) {
    reader(window, re, im);
    visit(window, re, im);
  }
}

/** Gives a function that writes the spectrum of any window of a signal. */
export function spectrumReader(
  signal: Float32Array,
  grid: AnalysisGrid,
): (window: number, re: Float32Array, im: Float32Array) => void {
  const fft = createRealFft(grid.size);
  const shape = hannWindow(grid.size);
  const shaped = new Float32Array(grid.size);
  return (window, re, im) => {
    const start = windowStart(grid, window);
    const from = Math.max(0, -start);
    const to = Math.max(from, Math.min(grid.size, signal.length - start));
    shaped.fill(0, 0, from);
    shaped.fill(0, to);
    for (let index = from; index < to; index++) shaped[index] = (shape[index] ?? 0) * (signal[start + index] ?? 0);
    fft.forward(shaped, re, im);
  };
}

/** Gives a function that adds the sound of a window's spectrum to a signal: the way back of {@link spectrumReader}. */
export function spectrumWriter(
  signal: Float32Array,
  grid: AnalysisGrid,
): (window: number, re: Float32Array, im: Float32Array) => void {
  const fft = createRealFft(grid.size);
  const shape = hannWindow(grid.size).map((value) => value / 1.5);
  const sound = new Float32Array(grid.size);
  return (window, re, im) => {
    fft.inverse(re, im, sound);
    const start = windowStart(grid, window);
    const to = Math.min(grid.size, signal.length - start);
    for (let index = Math.max(0, -start); index < to; index++) {
      signal[start + index] = (signal[start + index] ?? 0) + (shape[index] ?? 0) * (sound[index] ?? 0);
    }
  };
}
