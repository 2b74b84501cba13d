import type { Pcm } from '@potoo/core';

/** One piece of work on a stream of blocks, all of one rate and channel count. What it gives is in step with what it takes. */
export interface Stage {
  /**
   * Takes the next block and gives what is ready, one array per channel, all of one length, which may be none.
   * @param channels - Not modified.
   */
  push(channels: readonly Float32Array[]): Float32Array[];
  /** Gives the rest. As many frames as came in have then come out, or as many as the stage's own ratio of rates says. */
  flush(): Float32Array[];
}

/**
 * Sends blocks through stages, one after the other.
 * @param sampleRate - Of what comes out, hertz.
 */
export async function* throughStages(
  blocks: AsyncIterable<Pcm>,
  stages: readonly Stage[],
  sampleRate: number,
): AsyncGenerator<Pcm, void> {
  for await (const { channels } of blocks) {
    const output = stages.reduce<readonly Float32Array[]>((block, stage) => stage.push(block), channels);
    if (hasFrames(output)) yield { channels: output, sampleRate };
  }
  for (const [index, stage] of stages.entries()) {
    const output = stages.slice(index + 1).reduce<readonly Float32Array[]>(pushOn, stage.flush());
    if (hasFrames(output)) yield { channels: output, sampleRate };
  }
}

/** Makes a stage that changes nothing and shows what passes. */
export function observer(onBlock: (channels: readonly Float32Array[]) => void): Stage {
  return {
    push(channels) {
      onBlock(channels);
      return [...channels];
    },
    flush: () => [],
  };
}

function pushOn(block: readonly Float32Array[], stage: Stage): readonly Float32Array[] {
  return stage.push(block);
}

function hasFrames(channels: readonly Float32Array[]): boolean {
  return (channels[0]?.length ?? 0) > 0;
}
