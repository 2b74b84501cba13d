import { type AccentCurves, accentNear, accentReach, beatAccents, meanAccent } from './beat-grid.ts';
import { type BeatPeriodicity, beatPeriodicity } from './beat-periodicity.ts';
import { PITCH_CLASSES } from './fold-chroma.ts';
import { ONSET_RATE, PITCH_RATE } from './musical-features.ts';

/** What happens on each beat. */
export interface BeatEvents {
  /** Level of what sounds there, as a factor. */
  readonly loudness: readonly number[];
  /** Accents below 150 Hz, and from 2 kHz on. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** How much the harmony changes there, 0 to 1. */
  readonly harmony: readonly number[];
}

/** What tells meters apart. */
export interface MeterEvidence {
  /** How alike levels, bass, treble and changes of harmony are so many beats later, -1 to 1. */
  readonly loudness: BeatPeriodicity;
  readonly low: BeatPeriodicity;
  readonly high: BeatPeriodicity;
  readonly harmony: BeatPeriodicity;
  /** Accent a third, half and two thirds through the beat, over that on the beat. */
  readonly firstTriplet: number;
  readonly half: number;
  readonly secondTriplet: number;
  /** Octaves of the beat's period above 0.5 s. */
  readonly period: number;
}

/** What a recording is made of, frame by frame. */
export interface SoundCurves extends AccentCurves {
  /** Power per frame. */
  readonly power: Float32Array;
}

/** A beat sounds until so many frames after it. */
const SOUNDING = 6;

/** Collects what happens on the beats. @param beats - Frames of the curves. @param chroma - Rows of twelve. */
export function beatEvents(
  beats: readonly number[],
  curves: SoundCurves,
  chroma: Float32Array,
  period: number,
): BeatEvents {
  const reach = accentReach(period);
  return {
    loudness: beats.map((beat) => Math.sqrt(accentNear(curves.power, beat + SOUNDING / 2, SOUNDING / 2))),
    low: beatAccents(curves.low, beats, reach),
    high: beatAccents(curves.high, beats, reach),
    harmony: harmonyChanges(beats, chroma, period),
  };
}

/** Judges what speaks for each meter. */
export function meterEvidence(
  events: BeatEvents,
  beats: readonly number[],
  curves: AccentCurves,
  period: number,
): MeterEvidence {
  const reach = accentReach(period);
  const onBeat = meanAccent(curves.full, beats, 0, reach) + 1e-6;
  const within = (place: number) => Math.min(2, meanAccent(curves.full, beats, place, reach) / onBeat);
  return {
    loudness: beatPeriodicity(events.loudness),
    low: beatPeriodicity(events.low),
    high: beatPeriodicity(events.high),
    harmony: beatPeriodicity(events.harmony),
    firstTriplet: within(1 / 3),
    half: within(1 / 2),
    secondTriplet: within(2 / 3),
    period: Math.log2(period / 50),
  };
}

/** One minus the cosine of what sounds in the beat and in the beat before. */
function harmonyChanges(beats: readonly number[], chroma: Float32Array, period: number): number[] {
  const rows = beats.map((beat, index) => meanRow(chroma, beat, beats[index + 1] ?? beat + period));
  return rows.map((row, index) => (index === 0 ? 0 : 1 - cosine(row, rows[index - 1] ?? row)));
}

/** Pitch classes between two frames of the onset curves. */
function meanRow(chroma: Float32Array, from: number, to: number): Float32Array {
  const scale = PITCH_RATE / ONSET_RATE;
  // A window reaches 0.19 s to both sides: those in the middle of the beat blur least.
  const first = Math.max(0, Math.round((from + 0.25 * (to - from)) * scale));
  const last = Math.max(first, Math.round((from + 0.75 * (to - from)) * scale));
  const row = new Float32Array(PITCH_CLASSES);
  for (let index = first * PITCH_CLASSES; index < (last + 1) * PITCH_CLASSES; index++) {
    row[index % PITCH_CLASSES] = (row[index % PITCH_CLASSES] ?? 0) + (chroma[index] ?? 0);
  }
  return row;
}

function cosine(first: Float32Array, second: Float32Array): number {
  let [product, firstSquares, secondSquares] = [0, 0, 0];
  for (const [index, value] of first.entries()) {
    const other = second[index] ?? 0;
    product += value * other;
    firstSquares += value * value;
    secondSquares += other * other;
  }
  return firstSquares * secondSquares > 0 ? product / Math.sqrt(firstSquares * secondSquares) : 1;
}
