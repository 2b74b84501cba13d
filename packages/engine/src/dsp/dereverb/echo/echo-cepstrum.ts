import { createRealFft } from '../../fft.ts';

/** Hertz at which echoes are looked for; more tells no more. */
export const ECHO_SEARCH_RATE = 16_000;

/** Shortest and longest delay that counts as an echo, seconds: what comes sooner is the room, or the voice's own pitch. */
const SHORTEST = 0.05;
const LONGEST = 1;
/** Least height of a peak: an echo of a tenth of the sound. Rooms and music stay below half of it. */
const LEAST_PEAK = 0.06;
/** Least height of a peak against the median of all. */
const LEAST_OVER_MEDIAN = 12;
const LARGEST_FRAME = 65_536;
const SMALLEST_FRAME = 4096;
/** What a peak is believed to mean at most. */
const HIGHEST_GAIN = 0.9;
/** The longest delay's share of a frame: an echo has to fall into the frame of its sound. */
const DELAY_OF_FRAME = 0.25;
/** Hertz over which the spectrum is smoothed for the floor under it. */
const SMOOTHING = 100;

/** A peak of the cepstrum. */
export interface EchoPeak {
  /** Seconds. */
  readonly delay: number;
  /** About the echo's gain. */
  readonly gain: number;
}

/**
 * Finds the most prominent echo of a signal by its cepstrum: an echo ripples the logarithm of the spectrum, evenly over all
 * frequencies and whatever is said, and so leaves a peak where its delay is (Bogert, Healy & Tukey 1963). Averaged over
 * frames of 4 s.
 * @param stretches - Of one channel, at {@link ECHO_SEARCH_RATE} or less.
 * @returns `undefined` where there is none.
 */
export function findEchoPeak(stretches: readonly Float32Array[], sampleRate: number): EchoPeak | undefined {
  const longest = Math.max(0, ...stretches.map(({ length }) => length));
  const size = Math.min(LARGEST_FRAME, 2 ** Math.floor(Math.log2(Math.max(1, longest))));
  if (size < SMALLEST_FRAME) return undefined;
  const cepstrum = meanCepstrum(stretches, size, sampleRate);
  const from = Math.ceil(SHORTEST * sampleRate);
  const to = Math.floor(Math.min(LONGEST * sampleRate, DELAY_OF_FRAME * size));
  if (!cepstrum || to <= from + 100) return undefined;
  const heights = cepstrum.slice(from, to).map(Math.abs);
  let at = 0;
  for (const [index, height] of heights.entries()) if (height > (heights[at] ?? 0)) at = index;
  const height = heights[at] ?? 0;
  const median = heights.toSorted()[heights.length >> 1] ?? 0;
  if (height < Math.max(LEAST_PEAK, LEAST_OVER_MEDIAN * median)) return undefined;
  const delay = from + at + peakOffset(cepstrum, from + at);
  const gain = (cepstrum[from + at] ?? 0) / overlap(delay / size);
  return { delay: delay / sampleRate, gain: Math.max(-HIGHEST_GAIN, Math.min(HIGHEST_GAIN, gain)) };
}

/** How much of a Hann window's energy it shares with itself, moved by a part of its length. */
function overlap(part: number): number {
  const angle = 2 * Math.PI * part;
  return (1 - part) * (2 / 3 + Math.cos(angle) / 3) + Math.sin(angle) / (2 * Math.PI);
}

function meanCepstrum(stretches: readonly Float32Array[], size: number, sampleRate: number): Float32Array | undefined {
  const fft = createRealFft(size);
  const bins = size / 2 + 1;
  const [re, im] = [new Float32Array(bins), new Float32Array(bins)];
  const power = new Float64Array(bins);
  const frame = new Float32Array(size);
  const sum = new Float32Array(bins);
  const width = Math.max(1, Math.round((SMOOTHING / sampleRate) * size));
  let frames = 0;
  for (const stretch of stretches) {
    for (let start = 0; start + size <= stretch.length; start += size / 2) {
      for (let index = 0; index < size; index++) {
        frame[index] = (stretch[start + index] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / size));
      }
      fft.forward(frame, re, im);
      for (let bin = 0; bin < bins; bin++) power[bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
      const floor = smoothed(power, width);
      const loudest = floor.reduce((most, value) => Math.max(most, value), 0);
      if (!(loudest > 1e-9)) continue;
      for (let bin = 0; bin < bins; bin++) {
        const least = 0.01 * (floor[bin] ?? 0) + 1e-4 * loudest;
        sum[bin] = (sum[bin] ?? 0) + Math.log((power[bin] ?? 0) + least);
      }
      frames++;
    }
  }
  if (frames === 0) return undefined;
  for (let bin = 0; bin < bins; bin++) sum[bin] = (sum[bin] ?? 0) / frames;
  fft.inverse(sum, im.fill(0), frame);
  return frame;
}

/** Mean over a window around each value. */
function smoothed(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return values.map((_, index) => {
    const from = Math.max(0, index - width);
    const to = Math.min(values.length, index + width + 1);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

/** Where between the samples a peak is, by a parabola through three. */
function peakOffset(values: Float32Array, at: number): number {
  const [left, middle, right] = [values[at - 1] ?? 0, values[at] ?? 0, values[at + 1] ?? 0];
  const bend = left - 2 * middle + right;
  return bend === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend)));
}
