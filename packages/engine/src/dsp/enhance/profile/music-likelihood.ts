import { createRealFft, type RealFft } from '../../fft.ts';
import { SampleQueue } from '../sample-queue.ts';
import { HIGHEST_HUM_HERTZ } from './mains-hum.ts';

/** Length of a window, seconds; the exact one is a power of two. */
const WINDOW_SECONDS = 0.093;
/** Notes above this hardly matter, hertz. */
const HIGHEST_NOTE = 5500;
/** Frequencies to either side that one has to rise above, and by how much, decibels. */
const AROUND_BINS = 10;
const RISES_DB = 3;
/** Windows that are looked at together, in two halves: a step, and the one after it. */
const STEP_WINDOWS = 50;
/** Notes that are added up. */
const PEAKS = 5;
/** What sounds for more than this share of the whole recording is a machine rather than a note. */
const ALWAYS_SHARE = 0.5;
/** Steps to either side over which the middle value is taken. */
const MEDIAN_REACH = 2;
/** Values of speech with noise lie below the first, those of music above the second. */
const SPEECH_BELOW = 1.75;
const MUSIC_ABOVE = 2.1;
/** Frequencies to either side of a line of hum that do not count. */
const HUM_BINS = 1;
const TINY_POWER = 1e-12;

/**
 * Tells music from speech, also below noise: music has frequencies that stay where they are for a tenth of a second and
 * more, where those of a voice glide.
 *
 * Source: K. Seyerlehner, T. Pohle, M. Schedl and G. Widmer, "Automatic music detection in television productions", DAFx
 * 2007 (continuous frequency activation); what sounds all the time, such as a fan, does not count here.
 */
export class MusicMeter {
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #queues: readonly SampleQueue[];
  readonly #window: Float32Array;
  readonly #samples: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #levels: Float32Array;
  /** In how many windows of each step a frequency stood out. */
  readonly #steps: Uint8Array[] = [];
  #windows = 0;

  constructor(sampleRate: number, channels: number) {
    const size = 2 ** Math.round(Math.log2(sampleRate * WINDOW_SECONDS));
    this.#sampleRate = sampleRate;
    this.#fft = createRealFft(Math.max(64, size));
    this.#queues = Array.from({ length: channels }, () => new SampleQueue());
    this.#window = Float32Array.from({ length: this.#fft.size }, (_, index) => {
      return Math.sin((Math.PI * (index + 0.5)) / this.#fft.size);
    });
    const bins = this.#fft.size / 2 + 1;
    this.#samples = new Float32Array(this.#fft.size);
    const noteBins = Math.min(bins, Math.floor((HIGHEST_NOTE * this.#fft.size) / sampleRate) + 1);
    [this.#re, this.#im] = [new Float32Array(bins), new Float32Array(bins)];
    this.#levels = new Float32Array(noteBins);
  }

  push(channels: readonly Float32Array[]): void {
    for (const [index, queue] of this.#queues.entries()) queue.append(channels[index] ?? new Float32Array(0));
    const { size } = this.#fft;
    for (;;) {
      const start = (this.#windows * size) / 4;
      if (start + size > (this.#queues[0]?.end ?? 0)) return;
      this.#measureLevels(start);
      this.#markNotes();
      for (const queue of this.#queues) queue.forget(start + size / 4);
      this.#windows++;
    }
  }

  /**
   * How much each moment sounds like music, 0 to 1, from what has come.
   * @param humHertz - Of hum, if there is any: its multiples are no notes.
   * @returns A function of the time in seconds.
   */
  likelihood(humHertz: number | undefined): (seconds: number) => number {
    if (this.#windows === 0) return () => 0;
    const always = this.#alwaysShares();
    const hum = this.#humBins(humHertz);
    const values: number[] = [];
    for (let step = 0; step < Math.max(1, this.#steps.length - 1); step++) values.push(this.#value(step, always, hum));
    const whole = median(values);
    const shares = values.map((_, step) => {
      const around = values.slice(Math.max(0, step - MEDIAN_REACH), step + MEDIAN_REACH + 1);
      // In a recording of music, a passage that drowns in noise is music too.
      const share = (Math.max(whole, median(around)) - SPEECH_BELOW) / (MUSIC_ABOVE - SPEECH_BELOW);
      return Math.min(1, Math.max(0, share));
    });
    const stepSeconds = (STEP_WINDOWS * this.#fft.size) / 4 / this.#sampleRate;
    return (seconds) => {
      // A value stands for the middle of its two steps.
      const place = Math.min(shares.length - 1, Math.max(0, seconds / stepSeconds - 1));
      const before = shares[Math.floor(place)] ?? 0;
      const after = shares[Math.ceil(place)] ?? before;
      return before + (place - Math.floor(place)) * (after - before);
    };
  }

  #measureLevels(start: number): void {
    this.#levels.fill(TINY_POWER);
    for (const queue of this.#queues) {
      queue.read(start, this.#samples);
      for (let index = 0; index < this.#samples.length; index++) {
        this.#samples[index] = (this.#samples[index] ?? 0) * (this.#window[index] ?? 0);
      }
      this.#fft.forward(this.#samples, this.#re, this.#im);
      for (let bin = 0; bin < this.#levels.length; bin++) {
        this.#levels[bin] = (this.#levels[bin] ?? 0) + (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
      }
    }
    for (let bin = 0; bin < this.#levels.length; bin++) this.#levels[bin] = 10 * Math.log10(this.#levels[bin] ?? 1);
  }

  #markNotes(): void {
    const levels = this.#levels;
    const step = Math.floor(this.#windows / STEP_WINDOWS);
    this.#steps[step] ??= new Uint8Array(levels.length);
    const marks = this.#steps[step];
    let [sum, count] = [0, 0];
    for (let bin = -AROUND_BINS; bin < levels.length; bin++) {
      const entering = levels[bin + AROUND_BINS];
      if (entering !== undefined) {
        sum += entering;
        count++;
      }
      const leaving = levels[bin - AROUND_BINS - 1];
      if (leaving !== undefined) {
        sum -= leaving;
        count--;
      }
      const level = levels[bin];
      if (level !== undefined && level - sum / count > RISES_DB) marks[bin] = (marks[bin] ?? 0) + 1;
    }
  }

  #alwaysShares(): Float32Array {
    const always = new Float32Array(this.#levels.length);
    for (const step of this.#steps) {
      for (const [bin, count] of step.entries()) always[bin] = (always[bin] ?? 0) + count / this.#windows;
    }
    return always;
  }

  #humBins(humHertz = Number.POSITIVE_INFINITY): number[] {
    const bins: number[] = [];
    for (let hertz = humHertz; hertz < HIGHEST_HUM_HERTZ; hertz += humHertz) {
      bins.push(Math.round((hertz * this.#fft.size) / this.#sampleRate));
    }
    return bins;
  }

  /** The five notes that stand out longest in a step and the next, added up. */
  #value(step: number, always: Float32Array, hum: readonly number[]): number {
    const windows = Math.min(2 * STEP_WINDOWS, this.#windows - step * STEP_WINDOWS);
    const [first, second] = [this.#steps[step], this.#steps[step + 1]];
    const share = always.map((part, bin) => {
      const sounding = ((first?.[bin] ?? 0) + (second?.[bin] ?? 0)) / windows;
      return Math.max(0, sounding - Math.max(0, part - ALWAYS_SHARE) / (1 - ALWAYS_SHARE));
    });
    for (const bin of hum) bridge(share, bin - HUM_BINS - 1, bin + HUM_BINS + 1);
    const heights = peakHeights(share).sort((one, other) => other - one);
    return heights.slice(0, PEAKS).reduce((sum, height) => sum + height, 0);
  }
}

/** Draws a straight line between two values. */
function bridge(values: Float32Array, start: number, end: number): void {
  const [from, to] = [values[start] ?? 0, values[end] ?? 0];
  for (let at = start + 1; at < end; at++) values[at] = from + ((to - from) * (at - start)) / (end - start);
}

/** How far each peak rises above the higher of the two valleys beside it. */
function peakHeights(values: Float32Array): number[] {
  const heights: number[] = [];
  for (let at = 1; at < values.length - 1; at++) {
    const peak = values[at] ?? 0;
    if (peak < (values[at - 1] ?? 0) || peak <= (values[at + 1] ?? 0)) continue;
    heights.push(peak - Math.max(valley(values, at, -1), valley(values, at, 1)));
  }
  return heights;
}

function valley(values: Float32Array, peak: number, direction: 1 | -1): number {
  let at = peak;
  while ((values[at + direction] ?? Number.POSITIVE_INFINITY) <= (values[at] ?? 0)) at += direction;
  return values[at] ?? 0;
}

function median(values: readonly number[]): number {
  const sorted = values.slice().sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}
