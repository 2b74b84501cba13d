import type { RevoiceOptions } from '../../dsp/mimic/revoice.ts';
import type { SampledVoice, ShapingPlan } from '../../dsp/mimic/shaping-plan.ts';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';

/** Parameters of `sample`, which measures a voice that is to speak for others; gives a {@link SampledVoice}. */
export interface SampleParams {
  /** Mono. */
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

/** Options of `revoice`, which says a recording again. */
export type RevoiceWishes = Omit<RevoiceOptions, 'signal' | 'onProgress' | 'onWarning'>;

/** Parameters of `plan`, which gives a {@link ShapingPlan}. */
export interface PlanParams {
  readonly base: SampledVoice;
  readonly target: VoiceProfile;
}

/** Parameters of `shape`, which gives as many samples as it takes. */
export interface ShapeParams extends SampleParams {
  readonly plan: ShapingPlan;
  /** Factor of the pitch beside the plan's. */
  readonly pitch: number;
}
