import type { Autocorrelation } from './autocorrelation.ts';
import type { TimeSpan } from './measure-levels.ts';
import { type MusicalFeatures, ONSET_RATE } from './musical-features.ts';

/** What tells music, speech and noise apart. */
export interface ContentEvidence {
  /** How alike the onsets are to themselves 0.25 to 2 s later: rhythm. */
  readonly pulse: number;
  /** Share of the power in tones that hold their pitch: in the middle frame, and in the one above four fifths. */
  readonly heldMedian: number;
  readonly heldUpper: number;
  /** How much of what is tonal holds its pitch; voices glide. */
  readonly steadiness: number;
  /** Share of the power in tones. */
  readonly tonal: number;
  /** Share of the frames that are 10 dB softer than the mean: the gaps between syllables and between drum strokes. */
  readonly gaps: number;
  /** How much the spectrum is like noise, 0 to 1. */
  readonly flatness: number;
  /** Logarithm of how much begins all the time; most in speech, whose spectrum never rests. */
  readonly unrest: number;
  /** A clear rhythm without any tones: drums. */
  readonly drums: number;
}

/** Shorter audio has no rhythm to speak of; it is given what speech has. */
const SHORTEST_RHYTHM = 2.5 * ONSET_RATE;
const PULSE_OF_SHORT = 0.2;
const SHORTEST_DELAY = 0.25 * ONSET_RATE;
const LONGEST_DELAY = 2 * ONSET_RATE;
/** Speech rarely repeats itself more than this. */
const CLEAR_PULSE = 0.4;
const TONELESS = 0.08;

/** Gathers the evidence. Silence is left out. @param repetition - Of the accents of the whole spectrum. */
export function contentEvidence(
  { onsets, pitches }: MusicalFeatures,
  repetition: Autocorrelation,
  silences: readonly TimeSpan[],
): ContentEvidence {
  const pulse = onsets.full.length > SHORTEST_RHYTHM ? strongestRepetition(repetition) : PULSE_OF_SHORT;
  const sounding = soundingFrames(onsets.full.length, silences);
  const held = [...pitches.heldShare].filter((share) => !Number.isNaN(share)).sort((a, b) => a - b);
  const meanPower = meanOver(sounding, onsets.power);
  const gaps = sounding.filter((frame) => (onsets.power[frame] ?? 0) < 0.1 * meanPower).length;
  const meanOnset = meanOver(sounding, onsets.full);
  return {
    pulse,
    heldMedian: Math.min(0.5, held[Math.floor(0.5 * held.length)] ?? 0),
    heldUpper: held[Math.floor(0.8 * held.length)] ?? 0,
    steadiness: pitches.held / (pitches.tonal + 0.02),
    tonal: pitches.tonal,
    gaps: gaps / Math.max(1, sounding.length),
    flatness: weightedMean(sounding, onsets.flatness, onsets.power),
    unrest: Math.log(meanOnset + 0.01),
    drums: Math.max(0, pulse - CLEAR_PULSE) * Math.max(0, 1 - pitches.tonal / TONELESS),
  };
}

function soundingFrames(count: number, silences: readonly TimeSpan[]): number[] {
  const frames: number[] = [];
  let next = 0;
  for (let frame = 0; frame < count; frame++) {
    const seconds = frame / ONSET_RATE;
    while (next < silences.length && (silences[next]?.end ?? 0) <= seconds) next++;
    if (seconds < (silences[next]?.start ?? Number.POSITIVE_INFINITY)) frames.push(frame);
  }
  return frames;
}

function strongestRepetition(repetition: Autocorrelation): number {
  let strongest = 0;
  for (let delay = SHORTEST_DELAY; delay <= LONGEST_DELAY; delay++)
    strongest = Math.max(strongest, repetition.at(delay));
  return strongest;
}

function meanOver(frames: readonly number[], values: Float32Array): number {
  return frames.reduce((sum, frame) => sum + (values[frame] ?? 0), 0) / Math.max(1, frames.length);
}

function weightedMean(frames: readonly number[], values: Float32Array, weights: Float32Array): number {
  let [sum, total] = [0, 1e-12];
  for (const frame of frames) {
    sum += (weights[frame] ?? 0) * (values[frame] ?? 0);
    total += weights[frame] ?? 0;
  }
  return sum / total;
}
