/** How a signal is cut into spectra: windows of one size, a quarter of it apart. */
export interface AnalysisGrid {
  /** Hertz. */
  readonly sampleRate: number;
  /** Frames of a window; a power of two. */
  readonly size: number;
  /** Frames from one window to the next. */
  readonly hop: number;
  /** Coefficients of one spectrum, from zero to half the rate. */
  readonly bins: number;
  /** How many of them, from zero, are looked at one by one. What lies above is treated like the highest of these. */
  readonly looked: number;
  /** Hertz from one bin to the next. */
  readonly binHertz: number;
}

/** Above it lies little that tells one instrument from another. */
const HIGHEST_HERTZ = 16_000;

/**
 * Makes the grid whose windows come nearest to a length, within what the Fourier transform can do.
 * @param seconds - Wished length of a window.
 */
export function createGrid(sampleRate: number, seconds: number): AnalysisGrid {
  const size = 2 ** Math.min(16, Math.max(6, Math.round(Math.log2(seconds * sampleRate))));
  const bins = size / 2 + 1;
  const binHertz = sampleRate / size;
  const looked = Math.min(bins, Math.ceil(HIGHEST_HERTZ / binHertz));
  return { sampleRate, size, hop: size / 4, bins, looked, binHertz };
}

/** Windows that it takes for every frame of a signal to lie under four of them. */
export function windowCount({ hop }: AnalysisGrid, frames: number): number {
  return Math.ceil(frames / hop) + 3;
}

/** First frame under a window; below zero for the first three, which begin before the signal. */
export function windowStart({ size, hop }: AnalysisGrid, window: number): number {
  return (window + 1) * hop - size;
}

/** Windows in a stretch of time, at least one. */
export function windowsIn({ sampleRate, hop }: AnalysisGrid, seconds: number): number {
  return Math.max(1, Math.round((seconds * sampleRate) / hop));
}

/** The periodic Hann window. Its square, a quarter of a window apart, sums to 1.5. */
export function hannWindow(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size));
}
