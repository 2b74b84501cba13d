import type { FrameFeatures } from './frame-features.ts';
import { PAUSE, type ReferenceStates, referenceStates, type Span } from './reference-states.ts';
import { findWarpPath, pathDistance, type WarpOptions } from './warp-path.ts';

/** How much of the audio is tried, frames: a minute says enough. */
const MOST_FRAMES = 6_000;

/**
 * Tells how near a text gets to the audio by chance: what is left of the distance when the reference is laid over the same
 * audio backwards, which has all of its sounds and none of its words.
 * @param path - Of the reference itself: says how far the part of the audio that is tried goes.
 */
export async function chanceDistance(
  audio: FrameFeatures,
  reference: FrameFeatures,
  states: ReferenceStates,
  path: Int32Array,
  spans: readonly Span[],
  options: WarpOptions,
): Promise<number> {
  const count = Math.min(audio.count, MOST_FRAMES);
  const reached = states.words.subarray(0, (path[count - 1] ?? 0) + 1).findLast((word) => word !== PAUSE) ?? PAUSE;
  const backwards = referenceStates(reference, spans.slice(0, reached + 1), { reversed: true });
  const beginning = { ...audio, count };
  const away = await findWarpPath(beginning, backwards, options);
  return pathDistance(beginning, backwards, away) ?? 1;
}
