import type { Pcm } from '@potoo/core';
import { pcmDuration } from '@potoo/core/audio';

/** The same blocks, and a count of the seconds that have passed. */
export function countSeconds(blocks: AsyncIterable<Pcm>): { blocks: AsyncIterable<Pcm>; seconds: () => number } {
  let seconds = 0;
  async function* counting(): AsyncGenerator<Pcm> {
    for await (const block of blocks) {
      seconds += pcmDuration(block);
      yield block;
    }
  }
  return { blocks: counting(), seconds: () => seconds };
}
