import { LEAST_APERIODICITY } from './aperiodicity-bands.ts';
import type { VoiceFrames } from './voice-frames.ts';

/**
 * Makes a voice breathier or clearer: scales the power of its noise over that of its voice. Frames without voice stay.
 * @param amount - Factor, at least 0: 10 is clearly breathy, 1 changes nothing, 0.1 is clear, 0 has no noise at all.
 * @throws {RangeError} If the amount is negative or no finite number.
 */
export function scaleAperiodicity(frames: VoiceFrames, amount: number): VoiceFrames {
  if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Expected an amount of at least 0, got ${amount}.`);
  }
  const { bands } = frames;
  const aperiodicity = frames.aperiodicity.slice();
  for (let frame = 0; frame < frames.frames; frame++) {
    if (frames.f0[frame] === 0) continue;
    for (let at = frame * bands; at < (frame + 1) * bands; at++) {
      const share = aperiodicity[at] ?? 1;
      const noise = share * amount;
      aperiodicity[at] = Math.max(LEAST_APERIODICITY, noise / (noise + 1 - share || 1));
    }
  }
  return { ...frames, aperiodicity };
}
