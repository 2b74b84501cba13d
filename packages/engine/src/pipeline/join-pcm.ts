import type { Pcm } from '@potoo/core';

/** Puts blocks of one rate and channel count together. @throws {RangeError} If there is no block. */
export function joinPcm(blocks: readonly Pcm[]): Pcm {
  const [first] = blocks;
  if (!first) throw new RangeError('There are no blocks to join.');
  const frames = blocks.reduce((sum, block) => sum + (block.channels[0]?.length ?? 0), 0);
  const channels = first.channels.map((_, index) => {
    const joined = new Float32Array(frames);
    let at = 0;
    for (const block of blocks) {
      const samples = block.channels[index] ?? new Float32Array(0);
      joined.set(samples, at);
      at += samples.length;
    }
    return joined;
  });
  return { channels, sampleRate: first.sampleRate };
}
