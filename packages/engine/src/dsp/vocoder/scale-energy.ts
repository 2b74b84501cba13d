import type { VoiceFrames } from './voice-frames.ts';

/**
 * Makes each frame louder or softer.
 * @param gains - Factors of the amplitude, one per frame, at least 0; a single number for all.
 * @throws {RangeError} If a gain is missing, negative or no finite number.
 */
export function scaleEnergy(frames: VoiceFrames, gains: number | ArrayLike<number>): VoiceFrames {
  const { bins } = frames;
  const envelope = new Float32Array(frames.envelope.length);
  for (let frame = 0; frame < frames.frames; frame++) {
    const gain = typeof gains === 'number' ? gains : (gains[frame] ?? Number.NaN);
    if (!(gain >= 0 && gain < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Expected a gain of at least 0 for frame ${frame}, got ${gain}.`);
    }
    const factor = gain * gain;
    for (let at = frame * bins; at < (frame + 1) * bins; at++) envelope[at] = (frames.envelope[at] ?? 0) * factor;
  }
  return { ...frames, envelope };
}
