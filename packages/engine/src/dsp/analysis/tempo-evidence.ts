import type { Autocorrelation } from './autocorrelation.ts';
import { type AccentCurves, accentReach, beatAccents, cyclicMeans, meanAccent } from './beat-grid.ts';
import { beatPeriodicity } from './beat-periodicity.ts';
import { beatPeriod } from './tempo-candidates.ts';
import { trackBeats } from './track-beats.ts';

/** How alike onsets are to themselves some time later, in the whole spectrum and in parts of it. */
export interface Repetition {
  readonly full: Autocorrelation;
  /** Below 150 Hz. */
  readonly low: Autocorrelation;
  /** From 2 kHz on. */
  readonly high: Autocorrelation;
}

/** What speaks for and against a tempo being the one that feet tap to. */
export interface TempoEvidence {
  /** Octaves of the beat's period above 0.5 s, and its square: very slow and very fast beats are rare. */
  readonly period: number;
  readonly periodSquared: number;
  /** How alike the onsets are a third of a beat, one, two and three beats later. */
  readonly third: number;
  readonly oneBeat: number;
  readonly twoBeats: number;
  readonly threeBeats: number;
  /** The same of the bass three beats later, and of the treble four beats later: bars. */
  readonly bassThreeBeats: number;
  readonly trebleFourBeats: number;
  /** Accent a third through the beat, over that on the beat. */
  readonly triplet: number;
  /** How uneven the accents of alternate beats are, 0 to 1. */
  readonly alternation: number;
  /** How regularly the accents on the beats come back every four, in the whole spectrum and in the treble. */
  readonly accentsOfFour: number;
  readonly trebleOfFour: number;
}

/** Gathers the evidence for a tempo, along the beats that the recording would have at it. */
export function tempoEvidence(bpm: number, curves: AccentCurves, { full, low, high }: Repetition): TempoEvidence {
  const period = beatPeriod(bpm);
  const beats = trackBeats(curves.full, period);
  const reach = accentReach(period);
  const onBeat = meanAccent(curves.full, beats, 0, reach) + 1e-6;
  const octaves = Math.log2(period / 50);
  const accents = beatAccents(curves.full, beats, reach);
  const [even = 0, odd = 0] = cyclicMeans(accents, 2);
  return {
    period: octaves,
    periodSquared: octaves ** 2,
    third: full.near(period / 3, 0.5),
    oneBeat: full.near(period, 1),
    twoBeats: full.near(2 * period, 1),
    threeBeats: full.near(3 * period, 1.5),
    bassThreeBeats: low.near(3 * period, 1.5),
    trebleFourBeats: high.near(4 * period, 2),
    triplet: meanAccent(curves.full, beats, 1 / 3, reach) / onBeat,
    alternation: Math.abs(even - odd) / (even + odd + 1e-6),
    accentsOfFour: beatPeriodicity(accents).four,
    trebleOfFour: beatPeriodicity(beatAccents(curves.high, beats, reach)).four,
  };
}
