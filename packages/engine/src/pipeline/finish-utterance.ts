import { fadeEdges } from '../audio/fade.ts';
import { dbToLevel } from '../audio/measure.ts';
import { resample } from '../audio/resample.ts';
import type { Utterance } from '../backends/contract.ts';

/** What an utterance becomes before it joins the whole. */
export interface Finish {
  /** Hertz. */
  readonly sampleRate: number;
  /** Decibels; samples that would leave [-1, 1] are limited to it. */
  readonly gainDb: number;
  /** Silence to add, seconds. */
  readonly pauseAfter: number;
}

/** Length of the fades at both edges, seconds: short enough to spare every consonant, long enough not to click. */
const FADE = 0.003;

/**
 * Makes an utterance ready to join: the rate of the whole, its volume, faded edges, and the pause after it.
 * @param utterance - `undefined` gives the pause alone.
 */
export function finishUtterance(utterance: Utterance | undefined, finish: Finish): Float32Array {
  const pause = Math.round(finish.pauseAfter * finish.sampleRate);
  if (!utterance) return new Float32Array(pause);
  const spoken = { channels: [utterance.samples], sampleRate: utterance.sampleRate };
  const [samples = new Float32Array()] = fadeEdges(resample(spoken, finish.sampleRate), FADE).channels;
  if (finish.gainDb !== 0) amplify(samples, dbToLevel(finish.gainDb));
  if (pause === 0) return samples;
  const whole = new Float32Array(samples.length + pause);
  whole.set(samples);
  return whole;
}

function amplify(samples: Float32Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] = Math.max(-1, Math.min(1, (samples[i] ?? 0) * gain));
}
