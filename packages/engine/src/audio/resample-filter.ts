/** Stopband attenuation the window is designed for, decibels. */
const ATTENUATION_DB = 90;
/** Where the passband ends, as a share of the lower Nyquist frequency; the stopband begins at that frequency itself. */
const PASSBAND_END = 0.88;
/** Ratios with more phases than this share one table of so many, and interpolate between its neighbours. */
const MAX_PHASES = 1024;

/** A low-pass filter cut into phases, one row of taps per phase. */
export interface PolyphaseFilter {
  /** Rows of `taps` coefficients, phase after phase; one row more than `phases`, for interpolation. */
  readonly table: Float64Array;
  readonly phases: number;
  /** Taps per phase; even. */
  readonly taps: number;
}

/**
 * Designs the anti-aliasing filter between two rates: a sinc in a Kaiser window, polyphase.
 *
 * Source: J. O. Smith, "Digital Audio Resampling", https://ccrma.stanford.edu/~jos/resample/; the length and shape of
 * the window from J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974.
 */
export function designFilter(from: number, to: number): PolyphaseFilter {
  const interpolation = to / greatestCommonDivisor(from, to);
  const phases = Math.min(interpolation, MAX_PHASES);
  const stretch = Math.max(1, from / to);
  const transition = Math.PI * (1 - PASSBAND_END);
  const halfWidth = Math.ceil((stretch * (ATTENUATION_DB - 8)) / (2.285 * transition) / 2);
  const beta = 0.1102 * (ATTENUATION_DB - 8.7);
  const cutoff = (1 + PASSBAND_END) / 2 / stretch;
  const taps = 2 * halfWidth;
  const table = new Float64Array((phases + 1) * taps);
  for (let phase = 0; phase <= phases; phase++) {
    fillPhase(table.subarray(phase * taps, (phase + 1) * taps), phase / phases, { halfWidth, beta, cutoff });
  }
  return { table, phases, taps };
}

/** Largest whole number that divides both. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

interface Shape {
  readonly halfWidth: number;
  readonly beta: number;
  /** Share of the input's Nyquist frequency. */
  readonly cutoff: number;
}

function fillPhase(row: Float64Array, fraction: number, { halfWidth, beta, cutoff }: Shape): void {
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const x = fraction + halfWidth - 1 - tap;
    const position = x / halfWidth;
    const window = position * position >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - position * position));
    const value = window * sinc(cutoff * x);
    row[tap] = value;
    sum += value;
  }
  // Every phase passes a constant unchanged, so that no tone at the phases' rate appears.
  for (let tap = 0; tap < row.length; tap++) row[tap] = (row[tap] ?? 0) / sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind and order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
