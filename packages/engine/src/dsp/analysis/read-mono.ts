import type { PcmSource } from '../../audio/pcm-source.ts';
import { finiteBlocks, type ReadOptions } from './finite-blocks.ts';

/** Rate below which no frames are joined, hertz: what lies above 20 kHz tells nothing about music. */
const FULL_RATE = 44_100;
const BLOCK_FRAMES = 32_768;

/** One channel made of a recording's, for looking at its spectrum. */
export interface MonoStream {
  /** Hertz; below 88200. */
  readonly sampleRate: number;
  /** Length, in frames. */
  readonly frames: number;
  /** The values, block by block. */
  blocks(options: ReadOptions): AsyncGenerator<Float32Array, void>;
}

/**
 * Makes one channel of a source, at a rate below 88.2 kHz: at higher rates so many frames in a row become one. Their mean
 * lets some ultrasound through, 12 dB down or more, and keeps what is below 10 kHz within 1 dB.
 * @param only - The channel to take; the mean of all where there is none.
 */
export function monoStream(source: PcmSource, only?: number): MonoStream {
  const factor = Math.max(1, Math.floor(source.sampleRate / FULL_RATE));
  return {
    sampleRate: source.sampleRate / factor,
    frames: Math.floor(source.frames / factor),
    async *blocks(options) {
      for await (const channels of finiteBlocks(source, factor * BLOCK_FRAMES, options)) {
        const taken = only === undefined ? channels : channels.slice(only, only + 1);
        yield mean(taken, factor);
      }
    },
  };
}

function mean(channels: readonly Float32Array[], factor: number): Float32Array {
  const [first = new Float32Array()] = channels;
  if (channels.length === 1 && factor === 1) return first;
  const mixed = new Float32Array(Math.floor(first.length / factor));
  const scale = 1 / (channels.length * factor);
  for (const channel of channels) {
    for (let frame = 0, from = 0; frame < mixed.length; frame++) {
      let sum = 0;
      for (let index = 0; index < factor; index++) sum += channel[from++] ?? 0;
      mixed[frame] = (mixed[frame] ?? 0) + scale * sum;
    }
  }
  return mixed;
}
