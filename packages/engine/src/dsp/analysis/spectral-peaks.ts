/** Peaks of one spectrum, from low to high. */
export interface SpectralPeaks {
  /** How many there are; the arrays are longer. */
  count: number;
  /** Hertz, interpolated between coefficients. */
  readonly hertz: Float32Array;
  /** Magnitude. */
  readonly level: Float32Array;
  /** How much higher than the mean around it. */
  readonly prominence: Float32Array;
}

const LOWEST_HERTZ = 40;
const HIGHEST_HERTZ = 4500;
/** Lowest level of a peak, as a share of the highest in the spectrum: -50 dB. */
const LOWEST_LEVEL = 0.003;
const LOWEST_PROMINENCE = 1.8;
/** The surroundings of a peak reach so far to both sides: hertz, or this share of its own place. */
const SURROUNDINGS_HERTZ = 40;
const SURROUNDINGS_SHARE = 0.12;

/** Finds the peaks of spectra, one after another, into an object that is used again. */
export function createPeakFinder(
  bins: number,
  binWidth: number,
): (magnitudes: Float32Array, into: SpectralPeaks) => void {
  const first = Math.max(2, Math.floor(LOWEST_HERTZ / binWidth));
  const end = Math.min(bins - 2, Math.floor(HIGHEST_HERTZ / binWidth));
  const sums = new Float64Array(bins + 1);
  return (magnitudes, peaks) => {
    let highest = 0;
    for (let bin = 0; bin < bins; bin++) {
      const value = magnitudes[bin] ?? 0;
      sums[bin + 1] = (sums[bin] ?? 0) + value;
      if (bin > 0 && value > highest) highest = value;
    }
    peaks.count = 0;
    for (let bin = first; bin < end && peaks.count < peaks.hertz.length; bin++) {
      const value = magnitudes[bin] ?? 0;
      const [left, right] = [magnitudes[bin - 1] ?? 0, magnitudes[bin + 1] ?? 0];
      if (value <= left || value < right || value <= LOWEST_LEVEL * highest) continue;
      const reach = Math.max(Math.round(SURROUNDINGS_HERTZ / binWidth), Math.round(SURROUNDINGS_SHARE * bin));
      const [from, to] = [Math.max(0, bin - reach), Math.min(bins, bin + reach + 1)];
      const mean = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
      if (value <= LOWEST_PROMINENCE * mean) continue;
      peaks.hertz[peaks.count] = (bin + vertex(left, value, right)) * binWidth;
      peaks.level[peaks.count] = value;
      peaks.prominence[peaks.count] = value / mean;
      peaks.count++;
    }
  };
}

/** Room for the peaks of a spectrum. */
export function spectralPeaks(most = 256): SpectralPeaks {
  return { count: 0, hertz: new Float32Array(most), level: new Float32Array(most), prominence: new Float32Array(most) };
}

/** Where between coefficients the top lies: a parabola through the logarithms, as a Hann window nearly is. */
function vertex(left: number, middle: number, right: number): number {
  const [a, b, c] = [Math.log(left + 1e-20), Math.log(middle + 1e-20), Math.log(right + 1e-20)];
  const curvature = a - 2 * b + c;
  return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (a - c)) / curvature)) : 0;
}
