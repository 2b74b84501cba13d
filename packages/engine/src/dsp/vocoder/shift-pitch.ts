import type { VoiceFrames } from './voice-frames.ts';

/** How a melody is changed; what is left out stays. */
export interface PitchShift {
  /** Semitones by which the whole melody moves. @default 0 */
  readonly semitones?: number;
  /** Factor of each frame's distance from the median, in semitones: 0 is a monotone, 2 is twice as lively. @default 1 */
  readonly rangeScale?: number;
  /** The median that the range is scaled around, hertz. @default That of the voiced frames; give it for parts of a whole. */
  readonly median?: number;
  /** Semitones to add at a time in seconds, after the rest. */
  readonly contour?: (seconds: number) => number;
}

/** Pitches that a changed melody keeps within, hertz. */
const LOWEST = 40;
const HIGHEST = 1000;

/**
 * Changes the melody of a voice and leaves its sounds.
 * @returns Frames whose pitch stays between 40 and 1000 Hz.
 * @throws {RangeError} If a value is no finite number, or the range or the median is negative.
 */
export function shiftPitch(frames: VoiceFrames, shift: PitchShift): VoiceFrames {
  const { semitones = 0, rangeScale = 1, contour } = shift;
  const median = shift.median ?? medianOfVoiced(frames.f0);
  if (!Number.isFinite(semitones) || !(rangeScale >= 0 && rangeScale < Number.POSITIVE_INFINITY) || !(median >= 0)) {
    throw new RangeError(`Expected finite semitones, range and median, got ${semitones}, ${rangeScale} and ${median}.`);
  }
  const f0 = frames.f0.map((pitch, frame) => {
    if (!(pitch > 0)) return 0;
    const bend = contour?.(frame * frames.frameSeconds) ?? 0;
    if (!Number.isFinite(bend)) throw new RangeError(`Expected semitones of the contour, got ${bend}.`);
    const shifted = median * (pitch / median) ** rangeScale * 2 ** ((semitones + bend) / 12);
    return Math.min(HIGHEST, Math.max(LOWEST, shifted));
  });
  return { ...frames, f0 };
}

/** Median of the voiced frames, hertz; 0 when none is. */
export function medianOfVoiced(f0: Float32Array): number {
  const voiced = f0.filter((pitch) => pitch > 0).sort();
  return voiced[voiced.length >> 1] ?? 0;
}
