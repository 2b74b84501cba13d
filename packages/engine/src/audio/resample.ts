import type { Pcm } from '@potoo/core';
import { designFilter, greatestCommonDivisor, type PolyphaseFilter } from './resample-filter.ts';

/** Converts a stream of PCM blocks to another rate. */
export interface Resampler {
  /**
   * Takes the next block and gives what can be computed so far, one array per channel.
   * @param channels - One array per channel, all of one length; not modified.
   */
  push(channels: readonly Float32Array[]): Float32Array[];
  /** Gives the rest. The sum of all output is then `ceil(frames * to / from)` frames; no delay is left. */
  flush(): Float32Array[];
}

/**
 * Makes a band-limited streaming resampler. Frequencies above the lower Nyquist frequency are suppressed by 80 dB or
 * more; up to 0.88 of it the response is flat.
 * @param from - Source rate, hertz.
 * @param to - Target rate, hertz.
 * @param channels - Channels of every block.
 * @throws {RangeError} If a number is not a positive integer.
 */
export function createResampler(from: number, to: number, channels: number): Resampler {
  for (const value of [from, to, channels]) {
    if (!Number.isInteger(value) || value <= 0) throw new RangeError(`Expected a positive integer, got ${value}.`);
  }
  if (from === to) {
    return {
      push: (block) => block.map((channel) => channel.slice()),
      flush: () => Array.from({ length: channels }, () => new Float32Array()),
    };
  }
  return new PolyphaseResampler(from, to, channels);
}

/** Converts whole audio to another rate, see {@link createResampler}. */
export function resample(pcm: Pcm, to: number): Pcm {
  if (pcm.sampleRate === to) return pcm;
  const resampler = createResampler(pcm.sampleRate, to, pcm.channels.length);
  const head = resampler.push(pcm.channels);
  const tail = resampler.flush();
  const channels = head.map((channel, index) => concatenate(channel, tail[index] ?? new Float32Array()));
  return { channels, sampleRate: to };
}

class PolyphaseResampler implements Resampler {
  readonly #filter: PolyphaseFilter;
  /** Input frames per output frame, as a fraction in lowest terms. */
  readonly #step: number;
  readonly #denominator: number;
  /** Input that later output still needs, per channel. */
  readonly #history: Float64Array[];
  /** Frames in the history. */
  #held: number;
  /** Index in the input of the history's first frame; below zero for the silence before the start. */
  #origin: number;
  #framesIn = 0;
  /** Position of the next output frame in the input: whole frames, and `#denominator`ths of a frame. */
  #whole = 0;
  #remainder = 0;
  #framesOut = 0;

  constructor(from: number, to: number, channels: number) {
    const divisor = greatestCommonDivisor(from, to);
    this.#step = from / divisor;
    this.#denominator = to / divisor;
    this.#filter = designFilter(from, to);
    const lead = this.#filter.taps / 2 - 1;
    this.#history = Array.from({ length: channels }, () => new Float64Array(4 * this.#filter.taps));
    this.#held = lead;
    this.#origin = -lead;
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    const frames = channels[0]?.length ?? 0;
    this.#append(channels, frames);
    this.#framesIn += frames;
    return this.#produce(Number.POSITIVE_INFINITY);
  }

  flush(): Float32Array[] {
    this.#append([], this.#filter.taps);
    const total = Math.ceil((this.#framesIn * this.#denominator) / this.#step);
    return this.#produce(total - this.#framesOut);
  }

  #append(channels: readonly Float32Array[], frames: number): void {
    for (const [index, held] of this.#history.entries()) {
      const grown = held.length >= this.#held + frames ? held : new Float64Array(2 * (this.#held + frames));
      if (grown !== held) grown.set(held.subarray(0, this.#held));
      const added = channels[index];
      if (added) grown.set(added, this.#held);
      else grown.fill(0, this.#held, this.#held + frames);
      this.#history[index] = grown;
    }
    this.#held += frames;
  }

  #produce(limit: number): Float32Array[] {
    const end = this.#origin + this.#held - this.#filter.taps / 2;
    const reachable = Math.ceil(((end - this.#whole) * this.#denominator - this.#remainder) / this.#step);
    const frames = Math.max(0, Math.min(limit, reachable));
    const output = this.#history.map((history) => this.#convolve(history, frames));
    const position = this.#whole * this.#denominator + this.#remainder + frames * this.#step;
    this.#whole = Math.floor(position / this.#denominator);
    this.#remainder = position - this.#whole * this.#denominator;
    this.#framesOut += frames;
    this.#forget();
    return output;
  }

  #convolve(history: Float64Array, frames: number): Float32Array {
    const { phases, taps } = this.#filter;
    const output = new Float32Array(frames);
    const exact = phases === this.#denominator;
    let start = this.#whole - (taps / 2 - 1) - this.#origin;
    let remainder = this.#remainder;
    for (let frame = 0; frame < frames; frame++) {
      const phase = exact ? remainder : (remainder * phases) / this.#denominator;
      const row = Math.floor(phase);
      const value = this.#dot(history, start, row);
      output[frame] = exact ? value : value + (phase - row) * (this.#dot(history, start, row + 1) - value);
      remainder += this.#step;
      while (remainder >= this.#denominator) {
        remainder -= this.#denominator;
        start++;
      }
    }
    return output;
  }

  #dot(history: Float64Array, start: number, row: number): number {
    const { table, taps } = this.#filter;
    const offset = row * taps;
    // Two sums side by side, so that one addition need not wait for the other: half the time.
    let even = 0;
    let odd = 0;
    for (let tap = 0; tap < taps; tap += 2) {
      even += (table[offset + tap] ?? 0) * (history[start + tap] ?? 0);
      odd += (table[offset + tap + 1] ?? 0) * (history[start + tap + 1] ?? 0);
    }
    return even + odd;
  }

  #forget(): void {
    const unneeded = Math.max(0, Math.min(this.#held, this.#whole - (this.#filter.taps / 2 - 1) - this.#origin));
    if (unneeded === 0) return;
    for (const history of this.#history) history.copyWithin(0, unneeded, this.#held);
    this.#held -= unneeded;
    this.#origin += unneeded;
  }
}

function concatenate(first: Float32Array, second: Float32Array): Float32Array {
  const joined = new Float32Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
