import { SampleQueue } from '../sample-queue.ts';
import type { Stage } from '../stage.ts';

/** Lengths, as parts of a second: a whole number of periods of 50 and of 60 hertz, so that hum does not leak into itself. */
const BLOCK_SECONDS = 0.1;
/** Blocks before and after the one in the middle of a window: a Hann window of two seconds, a hertz wide. */
const REACH = 10;

/**
 * Makes a stage that takes away what does not move and tones that hardly do: a constant offset, which counts as a tone of
 * zero hertz, and the lines of hum. Each tone is brought down to zero hertz, averaged for two seconds around every moment,
 * and subtracted: a notch a hertz wide without any delay, that follows the slow changes of the mains.
 *
 * Source: the heterodyne filter bank of J. L. Flanagan and R. M. Golden, "Phase vocoder", 1966, with one channel per tone.
 * @param hertz - The tones; zero is always among them.
 */
export function createSteadyToneRemover(sampleRate: number, channels: number, hertz: readonly number[]): Stage {
  return new SteadyToneRemover(sampleRate, channels, [0, ...hertz.filter((tone) => tone > 0)]);
}

class SteadyToneRemover implements Stage {
  readonly #block: number;
  readonly #tones: readonly number[];
  readonly #channels: readonly ToneChannel[];
  #framesIn = 0;
  /** Blocks that were measured, and those that were given out. */
  #measured = 0;
  #cleaned = 0;

  constructor(sampleRate: number, channels: number, hertz: readonly number[]) {
    this.#block = Math.max(1, Math.round(BLOCK_SECONDS * sampleRate));
    this.#tones = hertz.map((tone) => (2 * Math.PI * tone) / sampleRate);
    this.#channels = Array.from({ length: channels }, () => new ToneChannel(this.#block, this.#tones));
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    this.#framesIn += channels[0]?.length ?? 0;
    for (const [index, channel] of this.#channels.entries()) channel.append(channels[index] ?? new Float32Array(0));
    while ((this.#measured + 1) * this.#block <= this.#framesIn) this.#measure();
    // The block after the last that is cleaned has to be known too: its amplitudes are what the last one's move to.
    return this.#clean(this.#measured - REACH - 1, this.#framesIn);
  }

  flush(): Float32Array[] {
    const blocks = Math.ceil(this.#framesIn / this.#block);
    while (this.#measured < blocks) this.#measure();
    return this.#clean(blocks, this.#framesIn);
  }

  #measure(): void {
    const frames = Math.min(this.#block, this.#framesIn - this.#measured * this.#block);
    for (const channel of this.#channels) channel.measure(this.#measured, frames);
    this.#measured++;
  }

  #clean(until: number, frames: number): Float32Array[] {
    const start = this.#cleaned * this.#block;
    const end = Math.min(Math.max(until, this.#cleaned) * this.#block, frames);
    this.#cleaned = Math.max(until, this.#cleaned);
    return this.#channels.map((channel) => channel.clean(start, end));
  }
}

/** Sums of a block: samples times each turned tone, real and imaginary in turn, and how many samples they are. */
interface BlockSums {
  readonly tones: Float64Array;
  readonly frames: number;
}

class ToneChannel {
  readonly #block: number;
  readonly #tones: readonly number[];
  readonly #queue = new SampleQueue();
  readonly #buffer: Float32Array;
  /** The sums that are still needed; the first is that of block `#firstSum`. */
  readonly #sums: BlockSums[] = [];
  #firstSum = 0;

  constructor(block: number, tones: readonly number[]) {
    this.#block = block;
    this.#tones = tones;
    this.#buffer = new Float32Array(block);
  }

  append(values: Float32Array): void {
    this.#queue.append(values);
  }

  measure(block: number, frames: number): void {
    const start = block * this.#block;
    const samples = this.#buffer.subarray(0, frames);
    this.#queue.read(start, samples);
    const tones = new Float64Array(2 * this.#tones.length);
    for (const [index, angle] of this.#tones.entries()) {
      const [turnRe, turnIm] = [Math.cos(angle), Math.sin(angle)];
      let [re, im] = [Math.cos(angle * start), Math.sin(angle * start)];
      let sumRe = 0;
      let sumIm = 0;
      for (let frame = 0; frame < frames; frame++) {
        const sample = samples[frame] ?? 0;
        sumRe += sample * re;
        sumIm -= sample * im;
        const next = re * turnRe - im * turnIm;
        im = re * turnIm + im * turnRe;
        re = next;
      }
      tones[2 * index] = sumRe;
      tones[2 * index + 1] = sumIm;
    }
    this.#sums.push({ tones, frames });
  }

  clean(start: number, end: number): Float32Array {
    const output = new Float32Array(end - start);
    this.#queue.read(start, output);
    // Amplitudes are known for the middles of the blocks, and change evenly from one to the next.
    const firstHalf = Math.floor((2 * start) / this.#block);
    for (let half = firstHalf; half * this.#block < 2 * end; half++) {
      const from = Math.ceil((half * this.#block) / 2);
      const to = Math.min(Math.ceil(((half + 1) * this.#block) / 2), end);
      this.#subtract(output.subarray(from - start, to - start), from, Math.floor((half - 1) / 2));
    }
    this.#queue.forget(end);
    this.#forgetSums(Math.floor(end / this.#block) - REACH - 1);
    return output;
  }

  /** Subtracts the tones from samples that lie between the middles of a block and of the next. */
  #subtract(samples: Float32Array, start: number, block: number): void {
    const before = this.#amplitudes(Math.max(0, block));
    const after = this.#amplitudes(block + 1) ?? before;
    if (!before || !after) return;
    const middle = (block + 0.5) * this.#block;
    for (const [index, angle] of this.#tones.entries()) {
      const share = (start - middle) / this.#block;
      const step = 1 / this.#block;
      const changeRe = (after[2 * index] ?? 0) - (before[2 * index] ?? 0);
      const changeIm = (after[2 * index + 1] ?? 0) - (before[2 * index + 1] ?? 0);
      let levelRe = (before[2 * index] ?? 0) + share * changeRe;
      let levelIm = (before[2 * index + 1] ?? 0) + share * changeIm;
      const [turnRe, turnIm] = [Math.cos(angle), Math.sin(angle)];
      let [re, im] = [Math.cos(angle * start), Math.sin(angle * start)];
      for (let frame = 0; frame < samples.length; frame++) {
        samples[frame] = (samples[frame] ?? 0) - (levelRe * re - levelIm * im);
        levelRe += step * changeRe;
        levelIm += step * changeIm;
        const next = re * turnRe - im * turnIm;
        im = re * turnIm + im * turnRe;
        re = next;
      }
    }
  }

  /** Amplitudes in the middle of a block, averaged over the window around it; undefined after the last block. */
  #amplitudes(block: number): Float64Array | undefined {
    if (block >= this.#firstSum + this.#sums.length) return undefined;
    const mean = new Float64Array(2 * this.#tones.length);
    let total = 0;
    for (let offset = -REACH; offset <= REACH; offset++) {
      const sums = this.#sums[block + offset - this.#firstSum];
      if (!sums) continue;
      const weight = 1 + Math.cos((Math.PI * offset) / (REACH + 1));
      total += weight * sums.frames;
      for (let index = 0; index < mean.length; index++)
        mean[index] = (mean[index] ?? 0) + weight * (sums.tones[index] ?? 0);
    }
    // A real tone is half in its positive frequency; a constant has no other half.
    return mean.map((value, index) => ((index < 2 ? 1 : 2) * value) / total);
  }

  #forgetSums(before: number): void {
    while (this.#firstSum < before && this.#sums.length > 0) {
      this.#sums.shift();
      this.#firstSum++;
    }
  }
}
