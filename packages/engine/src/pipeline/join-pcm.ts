import type { Pcm } from '@potoo/core';
import { joinArrays } from '../audio/join-arrays.ts';

/** Puts blocks of one rate and channel count together. @throws {RangeError} If there is no block. */
export function joinPcm(blocks: readonly Pcm[]): Pcm {
  const [first] = blocks;
  if (!first) throw new RangeError('There are no blocks to join.');
  const channels = first.channels.map((_, index) =>
    joinArrays(blocks.map((block) => block.channels[index] ?? new Float32Array(0))),
  );
  return { channels, sampleRate: first.sampleRate };
}
