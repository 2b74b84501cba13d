import { joinArrays } from '../../audio/join-arrays.ts';
import type { VoiceFrames } from './voice-frames.ts';

/**
 * Puts stretches of one voice together, in order.
 * @throws {RangeError} If there is none, or if two are of different kinds.
 */
export function joinFrames(stretches: readonly VoiceFrames[]): VoiceFrames {
  const [first] = stretches;
  if (!first) throw new RangeError('Expected at least one stretch of frames.');
  for (const { sampleRate, frameSeconds, fftSize, bands } of stretches) {
    const same = sampleRate === first.sampleRate && frameSeconds === first.frameSeconds;
    if (!same || fftSize !== first.fftSize || bands !== first.bands) {
      throw new RangeError('Expected frames of one sample rate, distance and size.');
    }
  }
  return {
    ...first,
    frames: stretches.reduce((sum, { frames }) => sum + frames, 0),
    length: stretches.reduce((sum, { length }) => sum + length, 0),
    f0: joinArrays(stretches.map(({ f0 }) => f0)),
    envelope: joinArrays(stretches.map(({ envelope }) => envelope)),
    aperiodicity: joinArrays(stretches.map(({ aperiodicity }) => aperiodicity)),
  };
}
