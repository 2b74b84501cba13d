import { OCTAVE_BINS, type PitchTrack } from './pitch-collector.ts';

/** Pitch classes of the twelve-tone scale. */
export const PITCH_CLASSES = 12;

const BINS_PER_SEMITONE = OCTAVE_BINS / PITCH_CLASSES;

/**
 * Folds the fine places of the octave into the twelve pitch classes of the recording's own tuning.
 * @returns One row of twelve per frame, each of sum one, or zero where nothing sounds.
 */
export function foldChroma({ chroma, frames, tuning }: PitchTrack): Float32Array {
  const weights = foldingWeights(tuning);
  const folded = new Float32Array(frames * PITCH_CLASSES);
  for (let frame = 0; frame < frames; frame++) {
    const row = folded.subarray(frame * PITCH_CLASSES, (frame + 1) * PITCH_CLASSES);
    let total = 0;
    for (let bin = 0; bin < OCTAVE_BINS; bin++) {
      const strength = chroma[frame * OCTAVE_BINS + bin] ?? 0;
      if (strength === 0) continue;
      for (let pitchClass = 0; pitchClass < PITCH_CLASSES; pitchClass++) {
        const part = strength * (weights[bin * PITCH_CLASSES + pitchClass] ?? 0);
        row[pitchClass] = (row[pitchClass] ?? 0) + part;
        total += part;
      }
    }
    if (total > 0) for (let at = 0; at < PITCH_CLASSES; at++) row[at] = (row[at] ?? 0) / total;
  }
  return folded;
}

/** How much each place counts for each pitch class: a squared cosine, nothing from a semitone on (Gómez, 2006). */
function foldingWeights(tuning: number): Float32Array {
  const weights = new Float32Array(OCTAVE_BINS * PITCH_CLASSES);
  for (let bin = 0; bin < OCTAVE_BINS; bin++) {
    const semitones = bin / BINS_PER_SEMITONE - tuning;
    for (let pitchClass = 0; pitchClass < PITCH_CLASSES; pitchClass++) {
      const distance = Math.abs(
        semitones - pitchClass - PITCH_CLASSES * Math.round((semitones - pitchClass) / PITCH_CLASSES),
      );
      weights[bin * PITCH_CLASSES + pitchClass] = distance < 0.5 ? Math.cos(Math.PI * distance) ** 2 : 0;
    }
  }
  return weights;
}
