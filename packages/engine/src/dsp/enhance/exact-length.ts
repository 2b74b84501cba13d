import type { Stage } from './stage.ts';

/** Makes a stage that drops what comes after a number of frames: a change of rate rounds its length up. */
export function createExactLength(frames: number): Stage {
  let left = frames;
  return {
    push(channels) {
      const count = Math.min(left, channels[0]?.length ?? 0);
      left -= count;
      return channels.map((channel) => channel.slice(0, count));
    },
    flush: () => [],
  };
}
