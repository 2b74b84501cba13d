import { joinArrays } from '../../audio/join-arrays.ts';
import { PITCH_DEFAULTS, type PitchOptions, PitchTracker } from './pitch-tracker.ts';

/** Pitch of a voice over time. */
export interface PitchTrack {
  /** Seconds from one frame to the next; frame `i` lies at `i * frameSeconds`. */
  readonly frameSeconds: number;
  /** Hertz per frame; 0 where unvoiced. */
  readonly f0: Float32Array;
}

/**
 * Estimates the pitch of a whole recording, see {@link PitchTracker}.
 * @param samples - Mono PCM; what is no number counts as silence.
 * @param sampleRate - Hertz, 8000 to 48000.
 * @throws {RangeError} If a value is out of range.
 */
export function estimatePitch(samples: Float32Array, sampleRate: number, options: PitchOptions = {}): PitchTrack {
  const tracker = new PitchTracker(sampleRate, options);
  const f0 = joinArrays([tracker.push(samples), tracker.flush()]);
  return { frameSeconds: options.frameSeconds ?? PITCH_DEFAULTS.frameSeconds, f0 };
}
