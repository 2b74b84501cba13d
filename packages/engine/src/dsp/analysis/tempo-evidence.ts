import type { Autocorrelation } from './autocorrelation.ts';
import { type AccentCurves, accentReach, beatAccents, cyclicMeans, meanAccent } from './beat-grid.ts';
import { beatPeriod } from './tempo-candidates.ts';
import { trackBeats } from './track-beats.ts';

/** What speaks for and against a tempo being the one that feet tap to. */
export interface TempoEvidence {
  /** Octaves of the beat's period above 0.5 s, and its square: very slow and very fast beats are rare. */
  readonly period: number;
  readonly periodSquared: number;
  /** How alike the onsets are one, two and four beats later, and half a beat later. */
  readonly oneBeat: number;
  readonly twoBeats: number;
  readonly fourBeats: number;
  readonly halfBeat: number;
  /** Accent halfway through the beat, straight or swung, and a third through it, over that on the beat. */
  readonly offbeat: number;
  readonly triplet: number;
  /** How uneven the accents of alternate beats are, 0 to 1, in the whole spectrum and below 150 Hz. */
  readonly alternation: number;
  readonly bassAlternation: number;
  /** Whether bass and treble alternate, as bass drum and snare do, 0 to 1. */
  readonly backbeat: number;
}

/** Places at which the offbeat may lie: straight, light and full swing. */
const OFFBEATS = [1 / 2, 0.6, 2 / 3];

/** Gathers the evidence for a tempo along the beats that the recording would have at it. */
export function tempoEvidence(bpm: number, curves: AccentCurves, repetition: Autocorrelation): TempoEvidence {
  const period = beatPeriod(bpm);
  const beats = trackBeats(curves.full, period);
  const reach = accentReach(period);
  const onBeat = meanAccent(curves.full, beats, 0, reach) + 1e-6;
  const octaves = Math.log2(period / 50);
  const [full, low, high] = [curves.full, curves.low, curves.high].map((curve) =>
    cyclicMeans(beatAccents(curve, beats, reach), 2),
  );
  return {
    period: octaves,
    periodSquared: octaves ** 2,
    oneBeat: repetition.near(period, 1),
    twoBeats: repetition.near(2 * period, 1),
    fourBeats: repetition.near(4 * period, 2),
    halfBeat: repetition.near(period / 2, 0.5),
    offbeat: Math.max(...OFFBEATS.map((place) => meanAccent(curves.full, beats, place, reach))) / onBeat,
    triplet: meanAccent(curves.full, beats, 1 / 3, reach) / onBeat,
    alternation: Math.abs(imbalance(full)),
    bassAlternation: Math.abs(imbalance(low)),
    backbeat: Math.max(0, -imbalance(low) * imbalance(high)),
  };
}

/** How much more the first of two has than the second, -1 to 1. */
function imbalance([first = 0, second = 0]: readonly number[] = []): number {
  return (first - second) / (first + second + 1e-6);
}
