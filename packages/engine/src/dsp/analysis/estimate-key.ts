import { PITCH_CLASSES } from './fold-chroma.ts';
import { KEY_PROFILES, type KeyProfile } from './key-profiles.ts';
import { PITCH_RATE } from './musical-features.ts';

/** A key that a recording may be in. */
export interface KeyCandidate {
  /** Pitch class of the tonic, 0 for C to 11 for B. */
  readonly tonic: number;
  readonly scale: KeyProfile['scale'];
  /** Correlation with the key's profile, and a little for the opening; above 1 for a perfect match. */
  readonly score: number;
  /** Probability, 0 to 1; all candidates sum to one. */
  readonly confidence: number;
}

/** How much the opening counts: most pieces begin on their tonic, which tells keys of the same chords apart. */
const OPENING_WEIGHT = 0.5;
const OPENING_SECONDS = 1;
/**
 * A piece whose notes are so much less in one scale than in another, as a share, does not begin on the tonic of the first: the
 * opening then counts for nothing. It tells C minor from E flat major, not D minor from C major where it begins on its second step.
 */
const OUTSIDE_SHARE = 0.08;
/** How much less the strong pitch classes count for being stronger; long notes are not more in a key than short ones. */
const COMPRESSION = 0.5;
/** Notes of the tonic's chord, root, third and fifth, as they come out of a chord's spectrum. */
const TRIAD = { root: 1, third: 0.8, fifth: 0.9 };
/**
 * How much each step above the tonic lies outside the scale, 0 to 1. Both sevenths belong to minor; the lower one half to major,
 * where much of popular music has it.
 */
const OUTSIDE = {
  Major: [0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0.5, 0],
  Minor: [0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0],
} as const;
/** Difference of scores that makes a key e times as likely. */
const SHARPNESS = 0.08;
/** A pitch class sounds when it has this share of the strongest. */
const SOUNDING_SHARE = 0.25;
const FEWEST_PITCH_CLASSES = 3;

/**
 * Finds the key: the profile that the pitch classes of the whole recording are most like (Krumhansl and Schmuckler's method),
 * and that of its first chord, in so far as the scale on it holds the rest.
 *
 * C. L. Krumhansl, "Cognitive Foundations of Musical Pitch", 1990; the profiles are in `key-profiles.ts`.
 * @param chroma - Rows of twelve, see `foldChroma`.
 * @returns All 24 keys, the most likely first; none where fewer than three pitch classes sound.
 */
export function estimateKey(chroma: Float32Array): KeyCandidate[] {
  const frames = chroma.length / PITCH_CLASSES;
  const whole = sumRows(chroma, 0, frames);
  const strongest = Math.max(...whole);
  const sounding = whole.filter((strength) => strength > SOUNDING_SHARE * strongest).length;
  if (strongest <= 0 || sounding < FEWEST_PITCH_CLASSES) return [];
  const opening = openingOf(chroma, frames);
  const compressed = whole.map((strength) => strength ** COMPRESSION);
  const keys = KEY_PROFILES.flatMap((profile) =>
    whole.map((_, tonic) => ({ profile, tonic, outside: outsideShare(profile, tonic, whole) })),
  );
  const leastOutside = Math.min(...keys.map(({ outside }) => outside));
  const scored = keys.map(({ profile, tonic, outside }) => {
    const fit = Math.max(0, 1 - (outside - leastOutside) / OUTSIDE_SHARE);
    const score = likeness(profile, tonic, compressed) + OPENING_WEIGHT * fit * opensOn(profile, tonic, opening);
    return { tonic, scale: profile.scale, score };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const odds = scored.map(({ score }) => Math.exp((score - best) / SHARPNESS));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return scored
    .map((candidate, index) => ({ ...candidate, confidence: (odds[index] ?? 0) / total }))
    .sort((a, b) => b.score - a.score);
}

/** How much the pitch classes are like those of a key. */
function likeness({ weights }: KeyProfile, tonic: number, whole: readonly number[]): number {
  return correlation(
    whole,
    whole.map((_, at) => weights[stepOf(at, tonic)] ?? 0),
  );
}

/** How much the opening is like the chord of the tonic. */
function opensOn({ scale }: KeyProfile, tonic: number, opening: readonly number[]): number {
  const chord = opening.map(() => 0);
  chord[tonic] = TRIAD.root;
  chord[(tonic + (scale === 'Major' ? 4 : 3)) % PITCH_CLASSES] = TRIAD.third;
  chord[(tonic + 7) % PITCH_CLASSES] = TRIAD.fifth;
  return correlation(opening, chord);
}

/** Share of what sounds that is no note of the key's scale. */
function outsideShare({ scale }: KeyProfile, tonic: number, whole: readonly number[]): number {
  const outside = whole.map((strength, at) => strength * (OUTSIDE[scale][stepOf(at, tonic)] ?? 0));
  return sumOf(outside) / sumOf(whole);
}

function stepOf(pitchClass: number, tonic: number): number {
  return (pitchClass - tonic + PITCH_CLASSES) % PITCH_CLASSES;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Pitch classes of the first second that has any. */
function openingOf(chroma: Float32Array, frames: number): number[] {
  let first = 0;
  while (first < frames && sumRows(chroma, first, first + 1).every((strength) => strength === 0)) first++;
  // The first window reaches before the start of the sound and is blurred.
  return sumRows(chroma, first + 1, Math.min(frames, first + 1 + OPENING_SECONDS * PITCH_RATE));
}

function sumRows(chroma: Float32Array, from: number, to: number): number[] {
  const sums = Array.from({ length: PITCH_CLASSES }, () => 0);
  for (let index = from * PITCH_CLASSES; index < to * PITCH_CLASSES; index++) {
    sums[index % PITCH_CLASSES] = (sums[index % PITCH_CLASSES] ?? 0) + (chroma[index] ?? 0);
  }
  return sums;
}

/** Pearson's; 0 where one of the two is flat. */
function correlation(first: readonly number[], second: readonly number[]): number {
  const firstMean = mean(first);
  const secondMean = mean(second);
  let [product, firstSquares, secondSquares] = [0, 0, 0];
  for (const [index, value] of first.entries()) {
    const [a, b] = [value - firstMean, (second[index] ?? 0) - secondMean];
    product += a * b;
    firstSquares += a * a;
    secondSquares += b * b;
  }
  return firstSquares * secondSquares > 0 ? product / Math.sqrt(firstSquares * secondSquares) : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
