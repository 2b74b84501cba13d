import { type Pcm, pcmDuration } from '../../audio/pcm.ts';

/** What of a recording is looked at before a voice is made of it. */
export type ReferenceCheckId = 'duration' | 'level' | 'clipping' | 'noise' | 'silence';

/** One look at a recording. `poor` is usable, and a better one would give a better voice; `bad` is not usable. */
export interface ReferenceCheck {
  readonly id: ReferenceCheckId;
  readonly verdict: 'good' | 'poor' | 'bad';
  /** Seconds of duration, dBFS of level, share of clipped values, dB of speech above noise, share of silence. */
  readonly value: number;
}

const FRAME = 0.02;

/** Looks at the recording of a voice: 15 to 30 s of one person in a quiet room is best, 3 s is the least. */
export function checkReference(pcm: Pcm): ReferenceCheck[] {
  const frames = pcm.channels[0] ?? new Float32Array(0);
  const levels = frameLevels(frames, Math.max(1, Math.round(pcm.sampleRate * FRAME)));
  const noise = quantile(levels, 0.1);
  // What is much louder than the quietest tenth is speech; in a recording without pauses, everything is.
  const threshold = Math.max(-50, Math.min(noise + 9, quantile(levels, 0.9) - 6));
  const spoken = levels.filter((level) => level > threshold);
  const speech = quantile(spoken, 0.5);
  const clipped =
    frames.reduce((sum, value) => sum + (Math.abs(value) > 0.995 ? 1 : 0), 0) / Math.max(1, frames.length);
  return [
    grade('duration', pcmDuration(pcm), (seconds) =>
      seconds < 3 || seconds > 300 ? 2 : seconds < 10 || seconds > 60 ? 1 : 0,
    ),
    grade('level', speech, (db) => (db < -50 ? 2 : db < -35 ? 1 : 0)),
    grade('clipping', clipped, (share) => (share > 0.02 ? 2 : share > 0.0005 ? 1 : 0)),
    grade('noise', speech - noise, (db) => (db < 8 ? 2 : db < 20 ? 1 : 0)),
    grade('silence', 1 - spoken.length / Math.max(1, levels.length), (share) =>
      share > 0.85 ? 2 : share > 0.5 ? 1 : 0,
    ),
  ];
}

const VERDICTS = ['good', 'poor', 'bad'] as const;

function grade(id: ReferenceCheckId, value: number, rank: (value: number) => 0 | 1 | 2): ReferenceCheck {
  return { id, value, verdict: VERDICTS[rank(value)] ?? 'bad' };
}

/** Root mean square of each frame, dBFS. */
function frameLevels(frames: Float32Array, length: number): number[] {
  return Array.from({ length: Math.floor(frames.length / length) }, (_, index) => {
    const frame = frames.subarray(index * length, (index + 1) * length);
    return 10 * Math.log10(frame.reduce((sum, value) => sum + value * value, 0) / length + 1e-10);
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? -100;
}
