import { equalizeSpectrum } from './equalize-spectrum.ts';
import type { VoiceFrames } from './voice-frames.ts';

/** Frequency whose level stays, hertz. */
const PIVOT = 1000;
/** Below, the gain stays the same, hertz. */
const LOWEST = 60;

/**
 * Tilts the spectrum of a voice around 1 kHz, as effort does: who speaks up sounds brighter, not only louder.
 * @param decibelsPerOctave - Above 0 for brighter, -12 to 12.
 * @throws {RangeError} If the tilt is out of range.
 */
export function tiltSpectrum(frames: VoiceFrames, decibelsPerOctave: number): VoiceFrames {
  if (!(Math.abs(decibelsPerOctave) <= 12)) {
    throw new RangeError(`Expected a tilt from -12 to 12 decibels per octave, got ${decibelsPerOctave}.`);
  }
  return equalizeSpectrum(frames, (hertz) => decibelsPerOctave * Math.log2(Math.max(hertz, LOWEST) / PIVOT));
}
