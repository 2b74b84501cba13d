import { medianOf } from './pitch-distribution.ts';
import { readBands } from './spectrum-bands.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** What a difference counts: an octave of pitch, the logarithm (base 2) of the tract's length, and a decibel of colour. */
const WEIGHTS = { pitch: 1, tract: 4, colour: 0.04 } as const;
const COLOURS = [250, 500, 1000, 2000, 3000, 4000] as const;

/**
 * How much would have to change for one voice to sound like another, 0 for nothing. What changes least comes out best.
 */
export function voiceDistance(from: VoiceProfile, to: VoiceProfile): number {
  const pitch = Math.abs(Math.log2(medianOf(from.pitch) / medianOf(to.pitch)));
  const tract =
    from.formantSpacing && to.formantSpacing ? Math.abs(Math.log2(from.formantSpacing / to.formantSpacing)) : 0;
  const offsets = COLOURS.map((hertz) => readBands(from.spectrum, hertz) - readBands(to.spectrum, hertz));
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  const colour = offsets.reduce((sum, offset) => sum + Math.abs(offset - mean), 0) / offsets.length;
  return WEIGHTS.pitch * pitch + WEIGHTS.tract * tract + WEIGHTS.colour * colour;
}
