import type { ScaleName } from './harmony.ts';

/** A tempo is right within so much, as in the evaluations of MIREX. */
const TEMPO_TOLERANCE = 0.04;
const OCTAVES = [1 / 3, 1 / 2, 2, 3];
const BEAT_TOLERANCE = 0.07;

/** How an estimated tempo compares with the true one: an octave error is a half, a double, a third or three times of it. */
export function judgeTempo(bpm: number | null, truth: number): 'right' | 'octave' | 'wrong' {
  if (bpm === null) return 'wrong';
  const isAbout = (wanted: number) => Math.abs(bpm / wanted - 1) <= TEMPO_TOLERANCE;
  if (isAbout(truth)) return 'right';
  return OCTAVES.some((octave) => isAbout(octave * truth)) ? 'octave' : 'wrong';
}

/** A key with its tonic as a pitch class, 0 for C to 11 for B. */
export interface KeyOfTonic {
  readonly tonic: number;
  readonly scale: ScaleName;
}

/**
 * The weighted score of MIREX's key detection: 1 for the key itself, 0.5 for a fifth off, 0.3 for the relative key, 0.2 for the
 * parallel one.
 */
export function keyScore(estimate: KeyOfTonic | undefined, truth: KeyOfTonic): number {
  if (!estimate) return 0;
  const steps = (estimate.tonic - truth.tonic + 12) % 12;
  if (estimate.scale === truth.scale) return steps === 0 ? 1 : steps === 5 || steps === 7 ? 0.5 : 0;
  if (steps === 0) return 0.2;
  return steps === (truth.scale === 'Major' ? 9 : 3) ? 0.3 : 0;
}

const PITCH_CLASSES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Pitch class of a tonic's name, such as `F#` or `Bb`; `undefined` for what is none. */
export function pitchClass(name: string): number | undefined {
  const natural = PITCH_CLASSES[name.charAt(0)];
  if (natural === undefined || !/^[A-G][#b]?$/.test(name)) return undefined;
  return (natural + (name.endsWith('#') ? 1 : name.endsWith('b') ? 11 : 0)) % 12;
}

/** F-measure of beat times: harmonic mean of precision and recall, within 70 ms. @param truth - Seconds. */
export function beatScore(beats: readonly number[], truth: readonly number[]): number {
  const isHit = (time: number, others: readonly number[]) =>
    others.some((other) => Math.abs(other - time) <= BEAT_TOLERANCE);
  const found = truth.filter((time) => isHit(time, beats)).length;
  const right = beats.filter((time) => isHit(time, truth)).length;
  const [recall, precision] = [found / Math.max(1, truth.length), right / Math.max(1, beats.length)];
  return recall + precision > 0 ? (2 * recall * precision) / (recall + precision) : 0;
}
