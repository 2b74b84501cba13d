import { joinArrays } from '../../audio/join-arrays.ts';
import { aperiodicityShare, interpolatePitch, interpolateRow } from './interpolate-row.ts';
import { type Pulse, PulseResponse } from './pulse-response.ts';
import type { VoiceFrames } from './voice-frames.ts';

/** What all frames of one voice have in common. */
export type VoiceFormat = Pick<VoiceFrames, 'sampleRate' | 'frameSeconds' | 'fftSize' | 'bins' | 'bands'>;

/** How frames are made to sound. */
export interface SynthesisOptions {
  /** Whole number; the same seed gives the same samples. @default 1 */
  readonly seed?: number;
}

/** Grains of noise per second where there is no voice. */
const GRAIN_RATE = 500;

/** One frame. */
interface Row {
  f0: number;
  readonly envelope: Float32Array;
  readonly aperiodicity: Float32Array;
}

/**
 * Puts a voice together from its frames as they come. A sample leaves as soon as the pulse after it is known, some ten
 * milliseconds late; how the frames are cut into stretches makes no difference.
 *
 * WORLD: M. Morise, F. Yokomori & K. Ozawa, 2016; see {@link PulseResponse}.
 */
export class VoiceSynthesizer {
  readonly #format: VoiceFormat;
  /** Samples from one frame to the next, not whole. */
  readonly #hop: number;
  readonly #renderer: PulseResponse;
  /** Sum of the pulses from sample {@link #given} on. */
  readonly #sum: Float32Array;
  #given = 0;
  #ready: Float32Array[] = [];
  #frames = 0;
  /** Samples that the frames so far stand for. */
  #length = 0;
  /** Sample at which the next pulse is looked for, and cycles since the last one. */
  #sample = 0;
  #phase = 1;
  /** A copy of the last frame. */
  readonly #last: Row;
  /** The pulse whose successor is not known yet. */
  #pending: Pulse | undefined;
  #spare: Pulse;

  constructor(format: VoiceFormat, { seed = 1 }: SynthesisOptions = {}) {
    this.#format = format;
    this.#hop = format.frameSeconds * format.sampleRate;
    this.#renderer = new PulseResponse(format.sampleRate, format.fftSize, seed);
    this.#sum = new Float32Array(4 * format.fftSize);
    this.#last = this.#newRow();
    this.#spare = { ...this.#newRow(), position: 0, delay: 0 };
  }

  /**
   * Takes the next frames.
   * @returns Samples that are ready.
   * @throws {RangeError} If the frames are of another format.
   */
  push(frames: VoiceFrames): Float32Array {
    this.#check(frames);
    const { bins, bands } = this.#format;
    this.#length += frames.length;
    for (let frame = 0; frame < frames.frames; frame++) {
      const next: Row = {
        f0: frames.f0[frame] ?? 0,
        envelope: frames.envelope.subarray(frame * bins, (frame + 1) * bins),
        aperiodicity: frames.aperiodicity.subarray(frame * bands, (frame + 1) * bands),
      };
      if (this.#frames > 0) this.#advance(next, this.#frames * this.#hop);
      this.#last.f0 = next.f0;
      this.#last.envelope.set(next.envelope);
      this.#last.aperiodicity.set(next.aperiodicity);
      this.#frames++;
    }
    this.#giveBefore(this.#pending ? this.#pending.position - this.#renderer.lead : this.#given);
    return this.#take();
  }

  /** Ends the voice. @returns The rest; all samples together are as many as the frames stand for. */
  flush(): Float32Array {
    if (this.#frames > 0) this.#advance(this.#last, this.#length);
    if (this.#pending) this.#finish(this.#pending, this.#length);
    this.#pending = undefined;
    while (this.#given < this.#length) this.#giveBefore(Math.min(this.#length, this.#given + this.#sum.length));
    return this.#take();
  }

  /** Looks for pulses between the last frame and the next, up to a sample. */
  #advance(next: Row, end: number): void {
    const { sampleRate } = this.#format;
    const start = (this.#frames - 1) * this.#hop;
    for (; this.#sample < end; this.#sample++) {
      const share = Math.min(1, (this.#sample - start) / this.#hop);
      const f0 = interpolatePitch(this.#last.f0, next.f0, share);
      const step = Math.min((f0 > 0 ? f0 : GRAIN_RATE) / sampleRate, 0.5);
      if (this.#phase + step >= 1) {
        this.#begin(next, share, f0, Math.max(0, (1 - this.#phase) / step));
        this.#phase -= 1;
      }
      this.#phase += step;
    }
  }

  /** Begins a pulse at the sample that is looked at, and makes the one before sound up to here. */
  #begin(next: Row, share: number, f0: number, delay: number): void {
    const pulse = this.#spare;
    pulse.position = this.#sample;
    pulse.delay = delay;
    pulse.f0 = f0;
    const last = this.#last;
    interpolateRow(last.envelope, next.envelope, share, pulse.envelope);
    const noiseShare = aperiodicityShare(last.f0, next.f0, share);
    interpolateRow(last.aperiodicity, next.aperiodicity, noiseShare, pulse.aperiodicity);
    const before = this.#pending;
    this.#spare = before ?? { ...this.#newRow(), position: 0, delay: 0 };
    if (before) this.#finish(before, pulse.position);
    this.#pending = pulse;
  }

  #finish(pulse: Pulse, end: number): void {
    const { lead, response } = this.#renderer;
    const start = pulse.position - lead;
    if (start + response.length > this.#given + this.#sum.length) this.#giveBefore(start);
    this.#renderer.render(pulse, end - pulse.position);
    const sum = this.#sum;
    const offset = start - this.#given;
    for (let index = Math.max(0, -offset); index < response.length; index++) {
      const at = offset + index;
      sum[at] = (sum[at] ?? 0) + (response[index] ?? 0);
    }
  }

  /** Makes the samples before a position ready. */
  #giveBefore(position: number): void {
    const count = Math.min(position, this.#length) - this.#given;
    if (count <= 0) return;
    this.#ready.push(this.#sum.slice(0, count));
    this.#sum.copyWithin(0, count);
    this.#sum.fill(0, this.#sum.length - count);
    this.#given += count;
  }

  #take(): Float32Array {
    const ready = this.#ready;
    this.#ready = [];
    return joinArrays(ready);
  }

  #check(frames: VoiceFrames): void {
    for (const key of ['sampleRate', 'frameSeconds', 'fftSize', 'bins', 'bands'] as const) {
      if (frames[key] !== this.#format[key]) {
        throw new RangeError(`Expected frames with ${key} ${this.#format[key]}, got ${frames[key]}.`);
      }
    }
  }

  #newRow(): Row {
    return {
      f0: 0,
      envelope: new Float32Array(this.#format.bins),
      aperiodicity: new Float32Array(this.#format.bands),
    };
  }
}
