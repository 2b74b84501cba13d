import { shiftPitch } from '../vocoder/shift-pitch.ts';
import { analyzeInterruptibly, synthesizeInterruptibly } from './interruptible.ts';
import { shapeVoice } from './shape-voice.ts';
import type { ShapingPlan } from './shaping-plan.ts';

/** Highest sample that is let through. */
const CEILING = 0.98;

/** How an utterance is shaped beside its plan. */
export interface ShapeOptions {
  /** Factor of the pitch beside the plan's. @default 1 */
  readonly pitch?: number;
  readonly signal: AbortSignal;
}

/**
 * Makes a sentence sound like another voice; its length and the times of its sounds stay.
 * @param samples - Mono.
 * @throws The signal's reason, within some 20 ms of work.
 */
export async function shapeUtterance(
  samples: Float32Array,
  sampleRate: number,
  plan: ShapingPlan,
  { pitch = 1, signal }: ShapeOptions,
): Promise<Float32Array> {
  const shaped = shapeVoice(await analyzeInterruptibly(samples, sampleRate, { signal }), plan);
  const moved = pitch === 1 ? shaped : shiftPitch(shaped, { semitones: 12 * Math.log2(pitch) });
  const spoken = await synthesizeInterruptibly(moved, signal);
  const gain = (rootMeanSquare(samples) / (rootMeanSquare(spoken) || 1)) * 10 ** (plan.gainDb / 20);
  const peak = spoken.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const scale = Math.min(gain, CEILING / (peak || 1));
  return spoken.map((sample) => sample * scale);
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}
