import { createResampler } from '../../../audio/resample.ts';
import { createRealFft, type RealFft } from '../../fft.ts';
import { type FrameGrid, frameCount, frameGrid, frameStart } from '../frame-grid.ts';
import { OverlapAdd } from '../overlap-add.ts';
import { SampleQueue } from '../sample-queue.ts';
import type { Stage } from '../stage.ts';
import { EnvelopeExtension } from './envelope-extension.ts';

/** Windows are 15 to 30 ms long: short enough for consonants. */
const WINDOW_SECONDS = 0.021;
/** Windows that each sample lies in. */
const OVERLAP = 4;
/** Highest frequency that is made up, hertz, and as a share of half the rate. */
const HIGHEST = 20_000;
const HIGHEST_SHARE = 0.95;
/** Where the conversion of a rate begins to take something away, and where half of it is gone, as a share of half the rate. */
const RESAMPLER_PASSES = 0.88;
const RESAMPLER_HALVES = 0.94;
/** How far below its edge a band is whole. */
const WHOLE_BELOW_EDGE = 0.97;
/** Bins over which what is made up fades in, so that nothing of it reaches below the edge. */
const FADE_BINS = 3;
/** What is missing at the top is worth making up from here on, hertz. */
const WORTH_MAKING = 1000;

/** From where to where frequencies are made up, and of what. Hertz. */
export interface Extension {
  readonly from: number;
  readonly to: number;
  /** Up to here the recording is as it was. */
  readonly wholeUpTo: number;
}

/**
 * What is to be added to a recording at a rate.
 * @param edge - Above this the recording has nothing, hertz; see `BandEdgeMeter`.
 * @returns `undefined` when nothing worth hearing is missing.
 */
export function planExtension(sampleRate: number, outputRate: number, edge: number): Extension | undefined {
  const nyquist = sampleRate / 2;
  const resampled = sampleRate < outputRate;
  const from = resampled ? Math.min(edge, nyquist * RESAMPLER_HALVES) : edge;
  const wholeUpTo = Math.min(edge * WHOLE_BELOW_EDGE, resampled ? nyquist * RESAMPLER_PASSES : nyquist);
  const to = Math.min(HIGHEST, (outputRate / 2) * HIGHEST_SHARE);
  return to - from >= WORTH_MAKING ? { from, to, wholeUpTo } : undefined;
}

/**
 * Makes a stage that raises the rate and makes up the frequencies above a recording's edge. The upper octave below the edge
 * is copied upwards as often as it takes, with the spectral envelope carried on: as steep as that octave is, moment by
 * moment. What lies below the edge goes through as it is.
 *
 * Source: M. Dietz, L. Liljeryd, K. Kjörling and O. Kunz, "Spectral band replication, a novel approach in audio coding", AES
 * 112, 2002; without side information, the envelope is extrapolated as in E. Larsen and R. Aarts, "Audio Bandwidth
 * Extension", 2004.
 */
export function createBandExtender(
  sampleRate: number,
  outputRate: number,
  channels: number,
  extension: Extension | undefined,
): Stage {
  const resampler = createResampler(sampleRate, outputRate, channels);
  if (!extension) return resampler;
  const extender = new BandExtender(outputRate, channels, extension);
  return {
    push: (block) => extender.push(resampler.push(block)),
    flush: () => extender.finish(resampler.flush()),
  };
}

class BandExtender {
  readonly #grid: FrameGrid;
  readonly #fft: RealFft;
  readonly #envelope: EnvelopeExtension;
  readonly #targetStart: number;
  readonly #queues: readonly SampleQueue[];
  readonly #overlaps: readonly OverlapAdd[];
  readonly #re: readonly Float32Array[];
  readonly #im: readonly Float32Array[];
  readonly #power: Float32Array;
  readonly #newRe: Float32Array;
  readonly #newIm: Float32Array;
  readonly #samples: Float32Array;
  #frame = 0;
  #given = 0;

  constructor(sampleRate: number, channels: number, { from, to, wholeUpTo }: Extension) {
    const grid = frameGrid(sampleRate, WINDOW_SECONDS, OVERLAP);
    const perChannel = <Value>(make: () => Value) => Array.from({ length: channels }, make);
    const bin = (hertz: number) => Math.round(hertz / grid.binHertz);
    this.#grid = grid;
    this.#fft = createRealFft(grid.size);
    this.#targetStart = bin(from);
    this.#envelope = new EnvelopeExtension({
      sourceStart: bin(wholeUpTo / 2),
      sourceEnd: bin(wholeUpTo),
      targetStart: this.#targetStart,
      targetEnd: bin(to),
    });
    this.#queues = perChannel(() => new SampleQueue());
    this.#overlaps = perChannel(() => new OverlapAdd(grid));
    this.#re = perChannel(() => new Float32Array(grid.bins));
    this.#im = perChannel(() => new Float32Array(grid.bins));
    this.#power = new Float32Array(grid.bins);
    this.#newRe = new Float32Array(grid.bins);
    this.#newIm = new Float32Array(grid.bins);
    this.#samples = new Float32Array(grid.size);
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    for (const [index, queue] of this.#queues.entries()) queue.append(channels[index] ?? new Float32Array(0));
    const end = this.#queues[0]?.end ?? 0;
    while (frameStart(this.#grid, this.#frame) + this.#grid.size <= end) this.#extend();
    return this.#take();
  }

  finish(channels: readonly Float32Array[]): Float32Array[] {
    for (const [index, queue] of this.#queues.entries()) queue.append(channels[index] ?? new Float32Array(0));
    const total = this.#queues[0]?.end ?? 0;
    for (const frames = frameCount(this.#grid, total); this.#frame < frames; ) this.#extend();
    for (const overlap of this.#overlaps) overlap.end(total);
    return this.#take();
  }

  /** Makes up one window of all channels. They share the gains, so that each sound stays where it is. */
  #extend(): void {
    const start = frameStart(this.#grid, this.#frame);
    this.#power.fill(0);
    for (const [channel, queue] of this.#queues.entries()) {
      const re = this.#re[channel];
      const im = this.#im[channel];
      if (!re || !im) continue;
      queue.read(start, this.#samples);
      this.#applyWindow();
      this.#fft.forward(this.#samples, re, im);
      for (let bin = 0; bin < re.length; bin++) {
        this.#power[bin] = (this.#power[bin] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
      }
    }
    this.#envelope.update(this.#power);
    for (const [channel, overlap] of this.#overlaps.entries()) {
      this.#copyUp(this.#re[channel], this.#im[channel]);
      this.#fft.inverse(this.#newRe, this.#newIm, this.#samples);
      overlap.add(this.#samples);
    }
    this.#frame++;
  }

  #applyWindow(): void {
    const { window } = this.#grid;
    for (let index = 0; index < window.length; index++) {
      this.#samples[index] = (this.#samples[index] ?? 0) * (window[index] ?? 0);
    }
  }

  /**
   * Copies bins upwards. A tone that is moved by a number of bins turns faster, by a quarter of a turn per bin from one window
   * to the next.
   */
  #copyUp(re = this.#newRe, im = this.#newIm): void {
    const { sources, gains } = this.#envelope;
    for (let index = 0; index < gains.length; index++) {
      const bin = this.#targetStart + index;
      const source = sources[index] ?? 0;
      const fade = index < FADE_BINS ? (index + 1) / (FADE_BINS + 1) : 1;
      const gain = fade * (gains[index] ?? 0);
      const [real, imaginary] = [gain * (re[source] ?? 0), gain * (im[source] ?? 0)];
      const quarters = ((bin - source) * this.#frame) & 3;
      this.#newRe[bin] = quarters === 0 ? real : quarters === 1 ? -imaginary : quarters === 2 ? -real : imaginary;
      this.#newIm[bin] = quarters === 0 ? imaginary : quarters === 1 ? real : quarters === 2 ? -imaginary : -real;
    }
  }

  /** What is ready of the recording itself, and what was made up added to it. */
  #take(): Float32Array[] {
    let count = 0;
    const output = this.#overlaps.map((overlap, channel) => {
      const added = overlap.take();
      const own = new Float32Array(added.length);
      this.#queues[channel]?.read(this.#given, own);
      for (let index = 0; index < own.length; index++) own[index] = (own[index] ?? 0) + (added[index] ?? 0);
      count = added.length;
      return own;
    });
    this.#given += count;
    for (const queue of this.#queues) queue.forget(Math.min(this.#given, frameStart(this.#grid, this.#frame)));
    return output;
  }
}
