import { measureVoice } from './measure-voice.ts';
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
  if (!measured) return undefined;
  return { profile: measured.profile, rows: chooseRows(measured.frames, measured.powers.voiced, ROWS) };
}
