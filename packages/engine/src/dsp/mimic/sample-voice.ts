import { type MeasuredVoice, measureVoice } from './measure-voice.ts';
import type { SampledVoice } from './shaping-plan.ts';
import { chooseRows } from './vocal-tract.ts';

/** Envelopes that are kept: enough for medians of formants. */
const ROWS = 250;

/**
 * Measures a voice that is to speak for others.
 * @param samples - Mono PCM of some seconds of its speech.
 * @returns `undefined` when hardly anything in it is voiced.
 */
export function sampleVoice(samples: Float32Array, sampleRate: number): SampledVoice | undefined {
  const measured = measureVoice(samples, sampleRate);
  return measured && sampleOf(measured);
}

/** What is kept of a measured voice that is to speak for others. */
export function sampleOf({ profile, frames, powers }: MeasuredVoice): SampledVoice {
  return { profile, rows: chooseRows(frames, powers.voiced, ROWS) };
}
