import type { VoiceFrames } from './voice-frames.ts';

/**
 * Colours a voice: makes each frequency louder or softer, the same in all frames.
 * @param gain - Decibels to add at a frequency in hertz; asked once for each bin.
 * @throws {RangeError} If a gain is no finite number.
 */
export function equalizeSpectrum(frames: VoiceFrames, gain: (hertz: number) => number): VoiceFrames {
  const { bins, sampleRate, fftSize } = frames;
  const factors = Float32Array.from({ length: bins }, (_, bin) => {
    const decibels = gain((bin * sampleRate) / fftSize);
    if (!Number.isFinite(decibels)) throw new RangeError(`Expected a gain in decibels, got ${decibels}.`);
    return 10 ** (decibels / 10);
  });
  const envelope = new Float32Array(frames.envelope.length);
  for (let at = 0; at < envelope.length; at += bins) {
    for (let bin = 0; bin < bins; bin++) envelope[at + bin] = (frames.envelope[at + bin] ?? 0) * (factors[bin] ?? 1);
  }
  return { ...frames, envelope };
}
