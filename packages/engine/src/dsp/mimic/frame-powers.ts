import type { VoiceFrames } from '../vocoder/voice-frames.ts';

/** Power below the mean of the loud frames at which a frame counts as a pause, and as too soft to measure a voice in. */
const PAUSE = 10 ** -2.5;
const SOFT = 0.1;

/** How loud each frame is, and which count. */
export interface FramePowers {
  /** Mean power of each frame. */
  readonly powers: Float64Array;
  /** Frames that are no pause: within 25 dB of the mean. */
  readonly sounding: readonly boolean[];
  /** Voiced frames within 10 dB of the mean. */
  readonly voiced: readonly boolean[];
  /** Mean power of the sounding frames. */
  readonly level: number;
}

/** Tells speech from pauses by level alone. */
export function framePowers({ frames, bins, envelope, f0 }: VoiceFrames): FramePowers {
  const powers = Float64Array.from({ length: frames }, (_, frame) => {
    let power = 0;
    for (let at = frame * bins; at < (frame + 1) * bins; at++) power += envelope[at] ?? 0;
    return power / bins;
  });
  const mean = meanAbove(powers, meanAbove(powers, 0) * SOFT);
  const sounding = Array.from(powers, (power) => power > mean * PAUSE);
  const voiced = Array.from(powers, (power, frame) => (f0[frame] ?? 0) > 0 && power > mean * SOFT);
  return { powers, sounding, voiced, level: meanAbove(powers, mean * PAUSE) };
}

function meanAbove(powers: Float64Array, least: number): number {
  let [sum, count] = [0, 0];
  for (const power of powers) {
    if (power <= least) continue;
    sum += power;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
