import type { VoiceFrames } from '../voice-frames.ts';

/** Frequency of the highest point of a frame's envelope between two frequencies, hertz. */
export function envelopePeak(frames: VoiceFrames, frame: number, from: number, to: number): number {
  const perBin = frames.sampleRate / frames.fftSize;
  let peak = Math.ceil(from / perBin);
  for (let bin = peak; bin <= to / perBin; bin++) if (density(frames, frame, bin) > density(frames, frame, peak)) peak = bin;
  return peak * perBin;
}

/** Mean power density of a frame between two frequencies, decibels. */
export function envelopeLevel(frames: VoiceFrames, frame: number, from: number, to: number): number {
  const perBin = frames.sampleRate / frames.fftSize;
  const first = Math.ceil(from / perBin);
  const last = Math.floor(to / perBin);
  let sum = 0;
  for (let bin = first; bin <= last; bin++) sum += density(frames, frame, bin);
  return 10 * Math.log10(sum / (last - first + 1));
}

/** Mean power of a frame. */
export function framePower(frames: VoiceFrames, frame: number): number {
  let sum = 0;
  for (let bin = 1; bin < frames.bins - 1; bin++) sum += 2 * density(frames, frame, bin);
  return (sum + density(frames, frame, 0) + density(frames, frame, frames.bins - 1)) / frames.fftSize;
}

function density(frames: VoiceFrames, frame: number, bin: number): number {
  return frames.envelope[frame * frames.bins + bin] ?? 0;
}
