import type { DereverbIntensity } from '../dereverb-options.ts';

/** How deep reverberation is gone after. */
export interface ReverbStrength {
  /** Seconds of the past that late reverberation is predicted from, at low frequencies. */
  readonly reach: number;
  /** Share of the predicted reverberation that is taken away. */
  readonly prediction: number;
  /** What the estimate of the tail is multiplied by before it is suppressed. */
  readonly oversubtraction: number;
  /** Least gain of the suppression, linear. */
  readonly floor: number;
}

/** Each step takes more of the tail, and from the fourth on a little of the voice with it. */
export const REVERB_STRENGTHS: Readonly<Record<DereverbIntensity, ReverbStrength>> = {
  1: { reach: 0.25, prediction: 0.8, oversubtraction: 0.7, floor: 0.5 },
  2: { reach: 0.3, prediction: 1, oversubtraction: 1.5, floor: 0.35 },
  3: { reach: 0.35, prediction: 1, oversubtraction: 3, floor: 0.25 },
  4: { reach: 0.4, prediction: 1, oversubtraction: 5, floor: 0.18 },
  5: { reach: 0.45, prediction: 1, oversubtraction: 8, floor: 0.1 },
};
