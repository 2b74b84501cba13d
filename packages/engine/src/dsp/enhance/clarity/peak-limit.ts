import { designFilter } from '../../../audio/resample-filter.ts';
import { SampleQueue } from '../sample-queue.ts';
import type { Stage } from '../stage.ts';

/** How long before a peak the gain begins to fall, and after it to rise, seconds. */
const LOOK_SECONDS = 0.005;
/** Room for what a changing gain itself does between two values. */
const MARGIN = 0.985;
/** Between two values below this share of the ceiling, no waveform rises above the ceiling. */
const SAFE_SHARE = 0.5;
/** Rate up to which the waveform is looked at between its values (ITU-R BS.1770-5, annex 2). */
const OVERSAMPLED_RATE = 192_000;

/** A stage that makes audio louder and keeps its true peak below a ceiling. */
export interface PeakLimit extends Stage {
  /** Whether there was a peak to turn down. */
  readonly limited: boolean;
}

/**
 * Makes a limiter for audio that comes in blocks: the same curves as `createPeakLimiter` of `audio/` makes for audio in
 * memory. The lowest gain that is needed near by is held, and averaged over the same distance. All channels share it.
 * @param gain - Linear.
 * @param ceiling - Highest true peak, linear.
 */
export function createPeakLimit(sampleRate: number, channels: number, gain: number, ceiling: number): PeakLimit {
  return new BlockLimiter(sampleRate, channels, gain, ceiling);
}

class BlockLimiter implements PeakLimit {
  readonly #gain: number;
  readonly #ceiling: number;
  readonly #look: number;
  readonly #factor: number;
  readonly #table: Float64Array;
  readonly #taps: number;
  readonly #queues: readonly SampleQueue[];
  /** How much each frame has to be turned down by itself: 0 for not at all, 1 for silence. */
  readonly #reductions = new SampleQueue();
  #measured = 0;
  #given = 0;
  /** Place after the last frame that has to be turned down. */
  #reducedUntil = 0;
  limited = false;

  constructor(sampleRate: number, channels: number, gain: number, ceiling: number) {
    this.#gain = gain;
    this.#ceiling = ceiling * MARGIN;
    this.#look = Math.max(1, Math.round(LOOK_SECONDS * sampleRate));
    this.#factor = Math.max(1, Math.min(8, Math.ceil(OVERSAMPLED_RATE / sampleRate)));
    const { table, taps } = designFilter(sampleRate, sampleRate * this.#factor);
    this.#table = table;
    this.#taps = taps;
    this.#queues = Array.from({ length: channels }, () => new SampleQueue());
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    for (const [index, queue] of this.#queues.entries()) {
      queue.append(scaled(channels[index] ?? new Float32Array(0), this.#gain));
    }
    const end = this.#queues[0]?.end ?? 0;
    this.#measure(end - this.#taps);
    return this.#give(this.#measured - 2 * this.#look);
  }

  flush(): Float32Array[] {
    const end = this.#queues[0]?.end ?? 0;
    this.#measure(end);
    return this.#give(end);
  }

  /** Works out how far frames have to be turned down, up to a place. */
  #measure(until: number): void {
    const count = until - this.#measured;
    if (count <= 0) return;
    const reductions = new Float32Array(count);
    const values = new Float32Array(count + 2 * this.#taps);
    let reducedUntil = 0;
    for (const queue of this.#queues) {
      queue.read(this.#measured - this.#taps, values);
      reducedUntil = Math.max(reducedUntil, this.#addPeaks(values, reductions));
    }
    this.#reductions.append(reductions);
    if (reducedUntil > 0) this.#reducedUntil = this.#measured + reducedUntil;
    this.#measured = until;
  }

  /**
   * @param values - With as many before and after as the filter has taps.
   * @returns Place after the last frame that has to be turned down; zero when there is none.
   */
  #addPeaks(values: Float32Array, reductions: Float32Array): number {
    const taps = this.#taps;
    const ceiling = this.#ceiling;
    const safe = SAFE_SHARE * ceiling;
    let reducedUntil = 0;
    let here = Math.abs(values[taps - 1] ?? 0);
    for (let index = -1; index < reductions.length; index++) {
      const next = Math.abs(values[taps + index + 1] ?? 0);
      if (here > safe || next > safe) {
        const peak = Math.max(here, this.#peakAfter(values, taps + index));
        if (peak > ceiling) {
          const reduction = 1 - ceiling / peak;
          this.limited = true;
          // The peak can lie up to the next frame, so that both are turned down.
          if (index >= 0) reductions[index] = Math.max(reductions[index] ?? 0, reduction);
          if (index + 1 < reductions.length) reductions[index + 1] = Math.max(reductions[index + 1] ?? 0, reduction);
          reducedUntil = Math.min(index + 2, reductions.length);
        }
      }
      here = next;
    }
    return reducedUntil;
  }

  /** Highest point of the waveform between a value and the next. */
  #peakAfter(values: Float32Array, at: number): number {
    const taps = this.#taps;
    const table = this.#table;
    const start = at - taps / 2 + 1;
    const rows = this.#factor * taps;
    let highest = 0;
    for (let row = 0; row < rows; row += taps) {
      // Two sums side by side, so that one addition need not wait for the other.
      let even = 0;
      let odd = 0;
      for (let tap = 0; tap < taps; tap += 2) {
        even += (table[row + tap] ?? 0) * (values[start + tap] ?? 0);
        odd += (table[row + tap + 1] ?? 0) * (values[start + tap + 1] ?? 0);
      }
      highest = Math.max(highest, Math.abs(even + odd));
    }
    return highest;
  }

  #give(until: number): Float32Array[] {
    const count = Math.max(0, until - this.#given);
    const curve = this.#reducedUntil > this.#given - 2 * this.#look ? this.#curve(count) : undefined;
    const output = this.#queues.map((queue) => {
      const values = new Float32Array(count);
      queue.read(this.#given, values);
      if (curve) for (let at = 0; at < count; at++) values[at] = (values[at] ?? 0) * (1 - (curve[at] ?? 0));
      return values;
    });
    this.#given += count;
    for (const queue of this.#queues) queue.forget(Math.min(this.#given, this.#measured - this.#taps));
    this.#reductions.forget(this.#given - 2 * this.#look);
    return output;
  }

  /** How much each of the next frames is turned down. */
  #curve(count: number): Float32Array {
    const reductions = new Float32Array(count + 4 * this.#look);
    this.#reductions.read(this.#given - 2 * this.#look, reductions);
    return smoothed(reductions, this.#look);
  }
}

function scaled(values: Float32Array, gain: number): Float32Array {
  const product = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) product[index] = (values[index] ?? 0) * gain;
  return product;
}

/**
 * The mean, over a distance to either side, of the highest value within the same distance. The mean is never below what the
 * place in the middle needs.
 * @returns Without the first and the last values, two distances of them.
 */
function smoothed(values: Float32Array, distance: number): Float32Array {
  const highest = slidingMaximum(values, distance);
  const width = 2 * distance + 1;
  const mean = new Float32Array(values.length - 4 * distance);
  let sum = 0;
  for (let at = 0; at < width - 1; at++) sum += highest[at] ?? 0;
  for (let at = 0; at < mean.length; at++) {
    sum += highest[at + width - 1] ?? 0;
    mean[at] = sum / width;
    sum -= highest[at] ?? 0;
  }
  return mean;
}

/**
 * The highest value within a distance of each, without the first and the last ones. Source: the monotonic queue of
 * D. Lemire, arXiv:cs/0610046.
 */
function slidingMaximum(values: Float32Array, distance: number): Float32Array {
  const width = 2 * distance + 1;
  const highest = new Float32Array(values.length - width + 1);
  const queue = new Int32Array(values.length);
  let [head, tail] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    while (tail > head && (values[queue[tail - 1] ?? 0] ?? 0) <= (values[at] ?? 0)) tail--;
    queue[tail++] = at;
    const start = at - width + 1;
    if (start < 0) continue;
    while ((queue[head] ?? 0) < start) head++;
    highest[start] = values[queue[head] ?? 0] ?? 0;
  }
  return highest;
}
