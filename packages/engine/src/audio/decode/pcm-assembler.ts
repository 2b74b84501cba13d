import type { Pcm } from '@potoo/core';
import { mixChannels } from '../mix.ts';
import { createResampler, type Resampler } from '../resample.ts';
import type { DecodedFrame } from './libav-decoder.ts';

/** Frames at the end that can still turn out to be an encoder's padding. */
const LARGEST_PADDING = 16_384;
/** Measured with ten minutes of stereo at 44.1 kHz: shorter blocks cost up to twice the time on their way out of the host. */
const BLOCK_SECONDS = 1;

/**
 * Joins decoded frames into blocks of a second and leaves out an encoder's padding. Keeps one rate and channel
 * count: that of the first frame; a stream that changes midway is converted.
 */
export class PcmAssembler {
  readonly sampleRate: number;
  readonly channels: number;
  /** Frames taken in, without padding at the start. */
  framesIn = 0;
  #toSkip: number;
  /** Blocks with audio that has not been taken. All but the last are full. */
  readonly #blocks: Float32Array[][] = [];
  /** Frames in the last block. */
  #filled = 0;
  #converter: { readonly from: number; readonly resampler: Resampler } | undefined;

  /** @param skip - Frames of padding at the start. */
  constructor({ sampleRate, channels }: { sampleRate: number; channels: number }, skip: number) {
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.#toSkip = skip;
  }

  /** Takes one frame in; its arrays are copied. */
  push(frame: DecodedFrame): void {
    if (frame.sampleRate === this.sampleRate && frame.channels.length === this.channels && !this.#converter) {
      this.#append(frame.channels, frame.length);
    } else {
      this.#convert(frame);
    }
  }

  /** Gives the blocks whose audio is certainly no padding. */
  *take(): Generator<Pcm, void> {
    while (this.#blocks.length > 1 && this.#held() - this.#blockFrames >= LARGEST_PADDING) {
      const block = this.#blocks.shift();
      if (block) yield { channels: block, sampleRate: this.sampleRate };
    }
  }

  /**
   * Gives the rest.
   * @param length - Length of all the audio, in frames, as the file states it; shortens the end by padding at most.
   */
  *finish(length: number): Generator<Pcm, void> {
    if (this.#converter) this.#appendAll(this.#converter.resampler.flush());
    const padding = Math.max(0, Math.min(this.framesIn - length, LARGEST_PADDING, this.#held()));
    let left = this.#held() - padding;
    for (const block of this.#blocks) {
      const frames = Math.min(left, this.#blockFrames);
      if (frames <= 0) return;
      yield { channels: block.map((channel) => channel.subarray(0, frames)), sampleRate: this.sampleRate };
      left -= frames;
    }
  }

  get #blockFrames(): number {
    return Math.ceil(this.sampleRate * BLOCK_SECONDS);
  }

  #held(): number {
    return this.#blocks.length === 0 ? 0 : (this.#blocks.length - 1) * this.#blockFrames + this.#filled;
  }

  #convert({ channels, sampleRate }: DecodedFrame): void {
    if (this.#converter?.from !== sampleRate) {
      if (this.#converter) this.#appendAll(this.#converter.resampler.flush());
      this.#converter = {
        from: sampleRate,
        resampler: createResampler(sampleRate, this.sampleRate, this.channels),
      };
    }
    this.#appendAll(this.#converter.resampler.push(mixChannels(channels, this.channels)));
  }

  #appendAll(channels: readonly Float32Array[]): void {
    this.#append(channels, channels[0]?.length ?? 0);
  }

  #append(channels: readonly Float32Array[], length: number): void {
    const skipped = Math.min(this.#toSkip, length);
    this.#toSkip -= skipped;
    this.framesIn += length - skipped;
    for (let start = skipped; start < length; ) {
      const block = this.#openBlock();
      const frames = Math.min(length - start, this.#blockFrames - this.#filled);
      for (const [index, channel] of channels.entries()) {
        block[index]?.set(channel.subarray(start, start + frames), this.#filled);
      }
      this.#filled += frames;
      start += frames;
    }
  }

  #openBlock(): Float32Array[] {
    const last = this.#blocks.at(-1);
    if (last && this.#filled < this.#blockFrames) return last;
    const block = Array.from({ length: this.channels }, () => new Float32Array(this.#blockFrames));
    this.#blocks.push(block);
    this.#filled = 0;
    return block;
  }
}
