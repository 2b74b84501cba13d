/** How much begins, 100 times per second, in the whole spectrum and in parts of it. */
export interface OnsetStrength {
  /** Mean rise over all bands. */
  readonly full: Float32Array;
  /** Below 150 Hz: bass drums and bass notes. */
  readonly low: Float32Array;
  /** From 2 kHz on: cymbals, snares, consonants. */
  readonly high: Float32Array;
  /** Power of each frame. */
  readonly power: Float32Array;
  /** How much the spectrum is like noise, 0 to 1: its geometric over its arithmetic mean (spectral flatness). */
  readonly flatness: Float32Array;
}

/** Takes spectra in order and tells what begins. */
export interface OnsetDetector {
  /** Takes the next spectrum; not kept. */
  push(magnitudes: Float32Array): void;
  /** What was found so far. */
  strength(): OnsetStrength;
}

/** Frames that a spectrum is compared over. */
const LAG = 2;
const BANDS_PER_OCTAVE = 24;
const LOWEST_HERTZ = 30;
/** Magnitudes well above 0.001 count by their logarithm, for audio of a level of 0.1. */
const COMPRESSION = 1000;
const LOW_END_HERTZ = 150;
const HIGH_START_HERTZ = 2000;

/**
 * Makes an onset detector: the rise of the spectrum on a logarithmic scale of pitch and level, where a tone that wanders to a
 * neighbouring band counts for nothing.
 *
 * S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection" (SuperFlux), DAFx 2013.
 * @param bins - Coefficients per spectrum, `binWidth` hertz apart.
 * @param frames - How many spectra will come, about.
 * @param gain - Factor to a level of 0.1.
 */
export function createOnsetDetector(bins: number, binWidth: number, frames: number, gain: number): OnsetDetector {
  const edges = bandEdges(bins, binWidth);
  const bands = edges.length - 1;
  const [full, low, high] = [new Float32Array(frames), new Float32Array(frames), new Float32Array(frames)];
  const [power, flatness] = [new Float32Array(frames), new Float32Array(frames)];
  const history = Array.from({ length: LAG + 1 }, () => new Float32Array(bands));
  const firstBandFrom = (hertz: number) => edges.findIndex((edge) => edge * binWidth >= hertz);
  const lowEnd = firstBandFrom(LOW_END_HERTZ);
  const highStart = firstBandFrom(HIGH_START_HERTZ);
  let frame = 0;

  const measure = (magnitudes: Float32Array, levels: Float32Array) => {
    let [sum, logarithms] = [0, 0];
    for (let band = 0; band < bands; band++) {
      const [from, to] = [edges[band] ?? 0, edges[band + 1] ?? 0];
      let [total, squares] = [0, 1e-12];
      for (let bin = from; bin < to; bin++) {
        const value = magnitudes[bin] ?? 0;
        total += value;
        squares += value * value;
      }
      sum += squares;
      logarithms += (to - from) * Math.log(squares / (to - from));
      levels[band] = Math.log(1 + (COMPRESSION * gain * total) / (to - from));
    }
    const counted = Math.max(1, (edges[bands] ?? 0) - (edges[0] ?? 0));
    power[frame] = sum * gain * gain;
    flatness[frame] = Math.exp(logarithms / counted) / (sum / counted);
  };
  const compare = (levels: Float32Array, before: Float32Array) => {
    let [all, bass, treble] = [0, 0, 0];
    for (let band = 0; band < bands; band++) {
      const around = Math.max(before[band - 1] ?? 0, before[band] ?? 0, before[band + 1] ?? 0);
      const rise = Math.max(0, (levels[band] ?? 0) - around);
      all += rise;
      if (band < lowEnd) bass += rise;
      if (highStart >= 0 && band >= highStart) treble += rise;
    }
    full[frame] = all / Math.max(1, bands);
    low[frame] = bass;
    high[frame] = treble;
  };
  return {
    push(magnitudes) {
      if (frame >= frames) return;
      const levels = history[frame % (LAG + 1)];
      const before = history[(frame + 1) % (LAG + 1)];
      if (!levels || !before) return;
      measure(magnitudes, levels);
      if (frame >= LAG) compare(levels, before);
      frame++;
    },
    strength: () => ({
      full: full.subarray(0, frame),
      low: low.subarray(0, frame),
      high: high.subarray(0, frame),
      power: power.subarray(0, frame),
      flatness: flatness.subarray(0, frame),
    }),
  };
}

/** First bin of each band, and the end of the last: bands of a quarter tone, or of one bin where those are wider. */
function bandEdges(bins: number, binWidth: number): number[] {
  const edges: number[] = [];
  for (let band = 0; ; band++) {
    const bin = Math.max(1, Math.round((LOWEST_HERTZ * 2 ** (band / BANDS_PER_OCTAVE)) / binWidth));
    if (bin >= bins) return edges;
    if (bin !== edges.at(-1)) edges.push(bin);
  }
}
