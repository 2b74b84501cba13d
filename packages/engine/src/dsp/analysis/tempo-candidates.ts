import type { Autocorrelation } from './autocorrelation.ts';
import { ONSET_RATE } from './musical-features.ts';

/** Slowest and fastest tempo that is considered, beats per minute. */
export const TEMPO_BOUNDS = { slowest: 40, fastest: 215 } as const;

/** Step from one tempo to the next. */
const STEP = 1.004;
const TEETH = 4;
const PEAKS = 6;
/** Tempi that may be meant where one of these peaks is not: its double, its half, its triplets. */
const RELATED_PEAKS = 4;
const RELATIONS = [2, 1 / 2, 3, 1 / 3, 3 / 2, 2 / 3];
/** Tempi as close as this are one. */
const SAME = 0.04;

/** Frames per beat. */
export function beatPeriod(bpm: number): number {
  return (60 * ONSET_RATE) / bpm;
}

/**
 * Lists tempi at which a recording repeats, the clearest first: the peaks of a comb of four teeth on the autocorrelation, and
 * what is related to them.
 * @returns Beats per minute, each at least 4 % from the others.
 */
export function tempoCandidates(repetition: Autocorrelation): number[] {
  const tempi: number[] = [];
  for (let bpm: number = TEMPO_BOUNDS.slowest; bpm <= TEMPO_BOUNDS.fastest; bpm *= STEP) tempi.push(bpm);
  const combs = tempi.map((bpm) => comb(repetition, beatPeriod(bpm)));
  const isPeak = (index: number) =>
    (combs[index] ?? 0) >= (combs[index - 1] ?? -1) && (combs[index] ?? 0) > (combs[index + 1] ?? -1);
  const peaks = [...tempi.keys()]
    .filter(isPeak)
    .sort((a, b) => (combs[b] ?? 0) - (combs[a] ?? 0))
    .slice(0, PEAKS)
    .map((index) => tempi[index] ?? 0);
  const related = peaks.slice(0, RELATED_PEAKS).flatMap((bpm) => RELATIONS.map((relation) => relation * bpm));
  const candidates: number[] = [];
  for (const bpm of [...peaks, ...related]) {
    const isNew = candidates.every((known) => Math.abs(known / bpm - 1) >= SAME);
    if (isNew && bpm >= TEMPO_BOUNDS.slowest && bpm <= TEMPO_BOUNDS.fastest) candidates.push(bpm);
  }
  return candidates;
}

function comb(repetition: Autocorrelation, period: number): number {
  let sum = 0;
  for (let tooth = 1; tooth <= TEETH; tooth++) sum += repetition.near(tooth * period, tooth / 2);
  return sum / TEETH;
}
