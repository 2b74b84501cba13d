import { isVowel, PAUSE } from './flite-phones.ts';

/** Which of the spoken phones belong to a word: indices of the first and just past the last. */
export interface PhoneRange {
  readonly from: number;
  readonly to: number;
}

const MANNERS = ['p b t d k g', 'f v th dh s z sh zh hh', 'ch jh', 'm n ng', 'l r w y'].map((row) => row.split(' '));
const MANNER = new Map(MANNERS.flatMap((row, manner) => row.map((phone) => [phone, manner] as const)));

const SKIPPED_PHONE = 1;
const EXTRA_PHONE = 1;
// A pause belongs between words: taking it for a part of one must cost more than shifting that word.
const EXTRA_PAUSE = 3;

const NONE = 0;
const BOTH = 1;
const SKIP = 2;
const EXTRA = 3;

/** What the words should sound like: their phones, and a `PAUSE` at each place between two words. */
interface Reference {
  readonly phones: readonly string[];
  /** Index of the word of each phone. */
  readonly words: readonly number[];
}

/**
 * Finds each word in what was spoken, from how it sounds alone. Words in a sentence sound a little different ("the",
 * "read", "to"), so the two are aligned at least cost: equal phones cost nothing, another vowel for a vowel little, a
 * phone that is missing or added much. (Wagner and Fischer, "The String-to-String Correction Problem", 1974.)
 * @param expected - The phones of each word, alone.
 * @param spoken - The phones of the sentence, with its pauses.
 * @returns One range per word, in order, without overlap. A word of which nothing was spoken has an empty one.
 */
export function alignPhones(expected: ReadonlyArray<readonly string[]>, spoken: readonly string[]): PhoneRange[] {
  const reference = referenceOf(expected);
  const steps = bestSteps(reference.phones, spoken);
  const ranges: Array<{ from: number; to: number } | undefined> = expected.map(() => undefined);
  let phone = reference.phones.length;
  let index = spoken.length;
  while (phone > 0 || index > 0) {
    const step = steps[phone * (spoken.length + 1) + index];
    if (step !== SKIP) index--;
    if (step !== EXTRA) phone--;
    if (step === SKIP || spoken[index] === PAUSE) continue;
    // An added phone is of the word before it; right after a boundary, of the word behind it.
    const word = reference.words[step === EXTRA ? Math.max(0, phone - 1) : phone] ?? 0;
    const range = ranges[word];
    if (range) range.from = index;
    else ranges[word] = { from: index, to: index + 1 };
  }
  return fillEmpty(ranges, spoken);
}

function referenceOf(expected: ReadonlyArray<readonly string[]>): Reference {
  const phones: string[] = [];
  const words: number[] = [];
  for (const [word, own] of expected.entries()) {
    // The boundary before a word counts as the word's, so that what is added behind it is too.
    for (const phone of [PAUSE, ...own]) {
      phones.push(phone);
      words.push(word);
    }
  }
  return { phones: [...phones, PAUSE], words: [...words, Math.max(0, expected.length - 1)] };
}

/** The last step of the cheapest way to each pair of prefixes, row by row. */
function bestSteps(reference: readonly string[], spoken: readonly string[]): Uint8Array {
  const width = spoken.length + 1;
  const steps = new Uint8Array((reference.length + 1) * width);
  let previous = new Float64Array(width);
  let current = new Float64Array(width);
  for (let row = 0; row <= reference.length; row++) {
    const phone = reference[row - 1] ?? '';
    const skipCost = phone === PAUSE ? 0 : SKIPPED_PHONE;
    for (let column = 0; column < width; column++) {
      const heard = spoken[column - 1] ?? '';
      let best = row === 0 && column === 0 ? 0 : Number.POSITIVE_INFINITY;
      let step = NONE;
      if (row > 0 && column > 0) {
        best = (previous[column - 1] ?? 0) + substitutionCost(phone, heard);
        step = BOTH;
      }
      const skip = row > 0 ? (previous[column] ?? 0) + skipCost : Number.POSITIVE_INFINITY;
      if (skip < best) [best, step] = [skip, SKIP];
      const extraCost = heard === PAUSE ? EXTRA_PAUSE : EXTRA_PHONE;
      const extra = column > 0 ? (current[column - 1] ?? 0) + extraCost : Number.POSITIVE_INFINITY;
      if (extra < best) [best, step] = [extra, EXTRA];
      current[column] = best;
      steps[row * width + column] = step;
    }
    [previous, current] = [current, previous];
  }
  return steps;
}

function substitutionCost(expected: string, heard: string): number {
  if (expected === heard) return 0;
  if (expected === PAUSE || heard === PAUSE) return Number.POSITIVE_INFINITY;
  if (isVowel(expected) !== isVowel(heard)) return 1.7;
  if (isVowel(expected)) return 0.5;
  return MANNER.get(expected) === MANNER.get(heard) ? 0.7 : 1.2;
}

function fillEmpty(ranges: ReadonlyArray<PhoneRange | undefined>, spoken: readonly string[]): PhoneRange[] {
  let at = Math.max(
    0,
    spoken.findIndex((phone) => phone !== PAUSE),
  );
  return ranges.map((range) => {
    const filled = range ?? { from: at, to: at };
    at = filled.to;
    return filled;
  });
}
