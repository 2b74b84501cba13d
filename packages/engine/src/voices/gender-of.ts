import type { VoiceGender } from '@potoo/core';
import { medianOf } from '../dsp/mimic/pitch-distribution.ts';
import type { VoiceProfile } from '../dsp/mimic/voice-profile.ts';

/** Between the voices of women and men: pitch and spacing of the formants, hertz. */
const BETWEEN = { pitch: 160, spacing: 1075 } as const;
/** Octaves of pitch, and of the spacing, which differs five times less, that make a clear case. */
const CLEAR = 0.25;
const SPACING_WEIGHT = 3;

/** The gender that a voice is heard as, by its pitch and its vocal tract. */
export function genderOf(profile: VoiceProfile): VoiceGender {
  const byPitch = Math.log2(medianOf(profile.pitch) / BETWEEN.pitch);
  const bySpacing = profile.formantSpacing ? Math.log2(profile.formantSpacing / BETWEEN.spacing) : 0;
  const score = byPitch + SPACING_WEIGHT * bySpacing;
  if (Math.abs(score) < CLEAR) return 'neutral';
  return score > 0 ? 'female' : 'male';
}
