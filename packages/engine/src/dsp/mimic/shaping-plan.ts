import type { PitchDistribution } from './pitch-distribution.ts';
import { planTimbre, type SpeechOrigin, type Timbre } from './timbre-plan.ts';
import type { EnvelopeRows } from './vocal-tract.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** How to make one voice sound like another. JSON. */
export interface ShapingPlan extends Timbre {
  /** Pitches of the voice that speaks, and where they go. */
  readonly pitch: { readonly from: PitchDistribution; readonly to: PitchDistribution };
  /** Decibels of noise over voice. */
  readonly breath: readonly number[];
  /** Factor of the speaking rate. */
  readonly rate: number;
  /** Decibels of the whole. */
  readonly gainDb: number;
}

/** Most that breath changes, decibels. */
const MOST_BREATH = 9;
/** Levels that speech is brought to, dBFS (RMS): a soft recording is no reason to whisper. */
const LEVEL_RANGE = { least: -26, most: -16 } as const;
/** A voice that is asked to speak faster or slower than this is hard to understand. */
const RATE_RANGE = { least: 0.85, most: 1.05 } as const;

/** A voice that was measured, with some of what it was measured in. */
export interface SampledVoice {
  readonly profile: VoiceProfile;
  /** Envelopes of some of its voiced frames. */
  readonly rows: EnvelopeRows;
}

/**
 * Plans how to shape the speech of one voice towards another.
 * @param base - The voice that speaks.
 * @param target - The voice that it should sound like.
 * @param origin - Where the speech comes from that is shaped.
 */
export function planShaping(
  { profile: base, rows }: SampledVoice,
  target: VoiceProfile,
  origin: SpeechOrigin = 'made',
): ShapingPlan {
  const rate = base.rate > 0 && target.rate > 0 ? target.rate / base.rate : 1;
  return {
    pitch: { from: base.pitch, to: target.pitch },
    ...planTimbre({ base, rows, target }, origin),
    breath: planBreath(base, target),
    rate: Math.min(RATE_RANGE.most, Math.max(RATE_RANGE.least, rate)),
    gainDb: Math.min(LEVEL_RANGE.most, Math.max(LEVEL_RANGE.least, target.level)) - base.level,
  };
}

function planBreath(base: VoiceProfile, target: VoiceProfile): number[] {
  return target.breath.flatMap((decibels, band) => {
    const own = base.breath[band];
    return own === undefined ? [] : [Math.min(MOST_BREATH, Math.max(-MOST_BREATH, decibels - own))];
  });
}
