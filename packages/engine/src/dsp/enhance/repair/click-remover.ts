import type { Stage } from '../stage.ts';
import { fillGap } from './fill-gap.ts';
import { bridge, bridgeSuspects, type ClickShape, findClick, type Stretch } from './find-click.ts';
import { predictionError, predictionErrorFilter } from './linear-prediction.ts';

/** How much is searched at a time, and how much around it is looked at, seconds. */
const STEP_SECONDS = 0.04;
const AROUND_SECONDS = 0.02;
/** Lengths for {@link ClickShape}, seconds. */
const CELL_SECONDS = 0.002;
const LONGEST_SECONDS = 0.003;
const MARGIN_SECONDS = 0.0002;
/** Order of the prediction: two poles for each kilohertz, within these bounds. */
const LEAST_ORDER = 12;
const MOST_ORDER = 28;
/** How far what is filled in may rise above what is around it. */
const LOUDEST_FILL = 1.5;
/** Most clicks in one step. */
const MOST_CLICKS = 12;

/** Makes a stage that finds clicks and writes what fits in their place, each channel for itself, see {@link findClick}. */
export function createClickRemover(sampleRate: number, channels: number): Stage {
  const removers = Array.from({ length: channels }, () => new ChannelClickRemover(sampleRate));
  return {
    push: (block) => removers.map((remover, index) => remover.push(block[index] ?? new Float32Array(0))),
    flush: () => removers.map((remover) => remover.flush()),
  };
}

class ChannelClickRemover {
  readonly #shape: ClickShape;
  readonly #step: number;
  readonly #around: number;
  /** What is looked at: a step, and what is around it. */
  readonly #buffer: Float32Array;
  readonly #window: Float32Array;
  readonly #windowed: Float32Array;
  readonly #error: Float32Array;
  readonly #filter: Float64Array;
  /** Samples in the buffer; before the signal's start it is silent. */
  #filled: number;
  /** Samples of the silence before the start that are still in the buffer. */
  #lead: number;
  /** Place in the buffer where the signal ends, once that is known. */
  #end = Number.POSITIVE_INFINITY;

  constructor(sampleRate: number) {
    const frames = (seconds: number) => Math.max(2, Math.round(seconds * sampleRate));
    this.#shape = {
      cell: frames(CELL_SECONDS),
      longest: frames(LONGEST_SECONDS),
      margin: frames(MARGIN_SECONDS),
    };
    const order = Math.min(MOST_ORDER, Math.max(LEAST_ORDER, Math.round(sampleRate / 1000)));
    this.#step = frames(STEP_SECONDS);
    this.#around = Math.max(frames(AROUND_SECONDS), 2 * order);
    const size = this.#step + 2 * this.#around;
    this.#buffer = new Float32Array(size);
    this.#window = Float32Array.from({ length: size }, (_, index) => {
      return 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / size);
    });
    this.#windowed = new Float32Array(size);
    this.#error = new Float32Array(size);
    this.#filter = new Float64Array(order + 1);
    this.#filled = this.#around;
    this.#lead = this.#around;
  }

  push(values: Float32Array): Float32Array {
    const buffer = this.#buffer;
    const steps = Math.floor((this.#filled + values.length - 2 * this.#around) / this.#step);
    const output = new Float32Array(Math.max(0, steps) * this.#step);
    let [written, dropped] = [0, 0];
    for (let taken = 0; taken < values.length; ) {
      const part = values.subarray(taken, taken + buffer.length - this.#filled);
      buffer.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled < buffer.length) break;
      this.#repair();
      // A click that is found in the next step can begin before it: what is given out lags behind the search.
      output.set(buffer.subarray(0, this.#step), written);
      written += this.#step;
      buffer.copyWithin(0, this.#step);
      this.#filled -= this.#step;
      this.#end -= this.#step;
      const silent = Math.min(this.#lead, this.#step);
      this.#lead -= silent;
      dropped += silent;
    }
    return output.subarray(dropped, written);
  }

  flush(): Float32Array {
    const rest = this.#filled - this.#lead;
    this.#end = this.#filled;
    return this.push(new Float32Array(2 * this.#buffer.length)).slice(0, rest);
  }

  #repair(): void {
    // A signal that begins or ends in the middle of a sound does so with a step, which is no click.
    const within = {
      start: Math.max(this.#around, this.#lead + this.#filter.length),
      end: Math.min(this.#around + this.#step, this.#end),
    };
    for (let count = 0; count < MOST_CLICKS; count++) {
      const click = this.#find(within);
      if (!click) return;
      // What first fills the click's place gives a better prediction, which fills it again.
      fillGap(this.#buffer, click.start, click.end, this.#filter);
      this.#windowed.set(this.#buffer);
      this.#predict();
      fillGap(this.#buffer, click.start, click.end, this.#filter);
      if (this.#standsOut(click)) bridge(this.#buffer, click.start - 1, click.end);
    }
  }

  #find(within: Stretch): Stretch | undefined {
    if (within.start >= within.end) return undefined;
    this.#windowed.set(this.#buffer);
    if (!bridgeSuspects(this.#windowed, this.#error, this.#shape) || !this.#predict()) return undefined;
    predictionError(this.#buffer, this.#filter, this.#error);
    return findClick(this.#error, within, this.#shape);
  }

  /** Whether what was filled in is louder than anything around it: the prediction was of no use. */
  #standsOut({ start, end }: Stretch): boolean {
    const near = this.#around;
    const around = Math.max(peak(this.#buffer, start - near, start), peak(this.#buffer, end, end + near));
    return peak(this.#buffer, start, end) > LOUDEST_FILL * around;
  }

  /** Makes the filter fit what is in `#windowed`, and puts the window on that. */
  #predict(): boolean {
    for (let index = 0; index < this.#windowed.length; index++) {
      this.#windowed[index] = (this.#windowed[index] ?? 0) * (this.#window[index] ?? 0);
    }
    return predictionErrorFilter(this.#windowed, this.#filter);
  }
}

function peak(samples: Float32Array, start: number, end: number): number {
  let highest = 0;
  for (let at = Math.max(0, start); at < Math.min(end, samples.length); at++) {
    highest = Math.max(highest, Math.abs(samples[at] ?? 0));
  }
  return highest;
}
