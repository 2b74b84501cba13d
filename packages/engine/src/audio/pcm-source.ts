import type { Pcm } from '@potoo/core';

/** Frames in a block where nothing else is asked for. */
const DEFAULT_BLOCK = 48_000;

/**
 * Decoded audio that can be read from its start, in blocks, as often as needed: for work that looks at a whole recording
 * before it changes it. An hour of it takes no more memory than a minute.
 */
export interface PcmSource {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Length, in frames. */
  readonly frames: number;
  /** Blocks in order, none empty. They stay as they are; do not write to them. */
  read(options?: PcmReadOptions): AsyncIterable<Pcm>;
}

/** Which stretch to read, and how. */
export interface PcmReadOptions {
  /** First frame. @default 0 */
  readonly from?: number;
  /** Frame after the last. @default The end. */
  readonly to?: number;
  /** Most frames in a block; every block but the last has as many. @default 48000 */
  readonly blockFrames?: number;
}

/** Lets audio in memory be read as a source. */
export function pcmSource(pcm: Pcm): PcmSource {
  const frames = pcm.channels[0]?.length ?? 0;
  return {
    sampleRate: pcm.sampleRate,
    channels: pcm.channels.length,
    frames,
    async *read({ from = 0, to = frames, blockFrames = DEFAULT_BLOCK } = {}) {
      const end = Math.min(to, frames);
      for (let start = Math.max(0, from); start < end; start += blockFrames) {
        const stop = Math.min(start + blockFrames, end);
        yield { channels: pcm.channels.map((channel) => channel.subarray(start, stop)), sampleRate: pcm.sampleRate };
      }
    },
  };
}
