import { setImmediate } from 'node:timers/promises';
import { joinArrays } from '../../audio/join-arrays.ts';
import { joinFrames } from '../vocoder/join-frames.ts';
import type { PitchOptions } from '../vocoder/pitch-tracker.ts';
import { sliceFrames } from '../vocoder/slice-frames.ts';
import { VoiceAnalyzer } from '../vocoder/voice-analyzer.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { VoiceSynthesizer } from '../vocoder/voice-synthesizer.ts';

/** Sound that is worked on at a time: some 20 ms of work, after which the process may hear of an abort. Seconds. */
const SLICE_SECONDS = 0.2;

/** How work in slices is followed, and stopped. */
export interface SlicedWork {
  readonly signal: AbortSignal;
  /** Called after each slice. @param fraction - Share of the work that is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** The same as `analyzeVoice`, in slices. @throws The signal's reason. */
export async function analyzeInterruptibly(
  samples: Float32Array,
  sampleRate: number,
  { signal, onProgress, ...options }: SlicedWork & PitchOptions,
): Promise<VoiceFrames> {
  const analyzer = new VoiceAnalyzer(sampleRate, options);
  const stretches: VoiceFrames[] = [];
  const step = Math.round(SLICE_SECONDS * sampleRate);
  for (let at = 0; at < samples.length; at += step) {
    stretches.push(analyzer.push(samples.subarray(at, at + step)));
    await breathe(signal);
    onProgress?.(Math.min(1, (at + step) / samples.length));
  }
  return joinFrames([...stretches, analyzer.flush()]);
}

/** The same as `synthesizeVoice`, in slices. @throws The signal's reason. */
export async function synthesizeInterruptibly(frames: VoiceFrames, signal: AbortSignal): Promise<Float32Array> {
  const synthesizer = new VoiceSynthesizer(frames);
  const pieces: Float32Array[] = [];
  const step = Math.max(1, Math.round(SLICE_SECONDS / frames.frameSeconds));
  for (let at = 0; at < frames.frames; at += step) {
    pieces.push(synthesizer.push(sliceFrames(frames, at, at + step)));
    await breathe(signal);
  }
  return joinArrays([...pieces, synthesizer.flush()]);
}

/** Lets the process hear of an abort: whoever does not, loses it. */
async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
