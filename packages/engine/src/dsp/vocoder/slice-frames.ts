import type { VoiceFrames } from './voice-frames.ts';

/**
 * Cuts a stretch out of frames; the arrays are views. Stretches that follow one another stand for as many PCM frames as the
 * whole.
 * @param from - First frame.
 * @param to - Just past the last frame. @default The end.
 */
export function sliceFrames(frames: VoiceFrames, from: number, to: number = frames.frames): VoiceFrames {
  const { bins, bands } = frames;
  const first = Math.min(Math.max(0, from), frames.frames);
  const end = Math.min(Math.max(first, to), frames.frames);
  const hop = frames.frameSeconds * frames.sampleRate;
  const position = (frame: number) => (frame < frames.frames ? Math.round(frame * hop) : frames.length);
  return {
    ...frames,
    frames: end - first,
    length: position(end) - position(first),
    f0: frames.f0.subarray(first, end),
    envelope: frames.envelope.subarray(first * bins, end * bins),
    aperiodicity: frames.aperiodicity.subarray(first * bands, end * bands),
  };
}
