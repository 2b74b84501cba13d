import type { DereverbIntensity } from './dereverb-options.ts';

/** How deep reverberation is gone after. */
export interface ReverbStrength {
  /** Seconds of the past that late reverberation is predicted from, at low frequencies. */
  readonly reach: number;
  /** Share of the predicted reverberation that is taken away. */
  readonly prediction: number;
  /** What the estimate of the late tail is multiplied by before it is suppressed. */
  readonly oversubtraction: number;
  /** Least gain of the suppression, linear. */
  readonly floor: number;
}

/** From a touch to all that can be had: each step takes more of the tail, and more of the voice with it. */
export const REVERB_STRENGTHS: Readonly<Record<DereverbIntensity, ReverbStrength>> = {
  1: { reach: 0.25, prediction: 0.8, oversubtraction: 0.5, floor: 0.6 },
  2: { reach: 0.3, prediction: 1, oversubtraction: 1, floor: 0.4 },
  3: { reach: 0.35, prediction: 1, oversubtraction: 2, floor: 0.3 },
  4: { reach: 0.4, prediction: 1, oversubtraction: 3, floor: 0.2 },
  5: { reach: 0.4, prediction: 1, oversubtraction: 4, floor: 0.1 },
};
