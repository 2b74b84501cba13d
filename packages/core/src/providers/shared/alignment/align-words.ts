import type { AlignedWord } from '../../../contract/alignment.ts';
import { BadRequestError } from '../../../errors/errors.ts';
import { UNLIKE, type WordDifference, wordDifference } from './word-difference.ts';

/** A word with its times, seconds. */
export interface TimedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word of the known text. */
interface KnownWord {
  readonly text: string;
  readonly charStart: number;
  readonly charEnd: number;
}

/** What it costs to leave a word out, in words. A pair that is quite unlike costs more than leaving both out. */
const GAP = 0.7;
/** How far the two texts may run apart, in words, before the alignment no longer looks there: bounds time and memory. */
const LEAST_BAND = 200;
const BAND_SHARE = 0.1;
const MOST_BAND = 2_500;

/** Longest text that is aligned, in words. With the band this bounds the memory to about 100 MB. */
export const MOST_WORDS = 20_000;

/** Rows of the alignment between two looks whether somebody else has to be let in. */
const ROWS_AT_ONCE = 250;

/**
 * Lays a known text beside the words that were heard and gives each of its words a time. Global alignment by dynamic
 * programming (Needleman and Wunsch, 1970) within a band around the diagonal (Sakoe and Chiba, 1978). A word's confidence is
 * how much of it was heard; one that was not heard at all has none, and the time that its neighbours leave.
 * @param heard - In order of time.
 * @param duration - Length of the recording, seconds.
 * @throws {BadRequestError} If the text has more than {@link MOST_WORDS} words.
 */
export async function alignWords(
  text: string,
  heard: readonly TimedWord[],
  duration: number,
  signal?: AbortSignal,
): Promise<AlignedWord[]> {
  const words = wordsOf(text);
  if (words.length > MOST_WORDS) {
    throw new BadRequestError(`The text has ${words.length} words, and ${MOST_WORDS} is the most.`, {
      reason: 'text_too_long',
      param: 'text',
      hint: 'Align it in parts, each with its part of the recording.',
    });
  }
  const difference = wordDifference(
    words.map((word) => normalise(word.text)),
    heard.map((word) => normalise(word.text)),
  );
  const pairs = await pairUp(words.length, heard.length, difference, signal);
  const placed = words.map((word, index) => {
    const pair = pairs[index];
    const match = pair === undefined ? undefined : heard[pair];
    if (!match || pair === undefined) return undefined;
    return { ...word, start: match.start, end: match.end, confidence: 1 - difference(index, pair) };
  });
  return fillGaps(words, placed, duration);
}

/** The words of a text, without the marks around them. */
function wordsOf(text: string): KnownWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}\p{M}])?/gu), (match) => ({
    text: match[0],
    charStart: match.index,
    charEnd: match.index + match[0].length,
  }));
}

function normalise(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** For each known word, the index of the heard one that it is, or `undefined`. */
async function pairUp(
  rows: number,
  columns: number,
  difference: WordDifference,
  signal: AbortSignal | undefined,
): Promise<Array<number | undefined>> {
  const half = Math.min(MOST_BAND, Math.max(LEAST_BAND, Math.ceil(BAND_SHARE * Math.max(rows, columns))));
  const width = 2 * half + 1;
  const slope = columns / Math.max(1, rows);
  const band: Band = {
    steps: new Uint8Array((rows + 1) * width),
    width,
    columns,
    from: (row) => Math.max(0, Math.round(row * slope) - half),
  };
  let above = new Float64Array(width);
  let current = new Float64Array(width);
  for (let row = 0; row <= rows; row += 1) {
    fillRow(row, above, current, band, difference);
    [above, current] = [current, above];
    if (row % ROWS_AT_ONCE === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
  }
  return walkBack(rows, band, difference);
}

/** The part of the table that is looked at. */
interface Band {
  /** Which way each cell was reached, row by row. */
  readonly steps: Uint8Array;
  readonly width: number;
  /** The last column of the table. */
  readonly columns: number;
  /** First column of the band in a row. */
  from(row: number): number;
}

/** Costs of the cells of a row, from those of the row above. */
function fillRow(
  row: number,
  above: Float64Array,
  current: Float64Array,
  band: Band,
  difference: WordDifference,
): void {
  const { steps, width, columns, from } = band;
  const first = from(row);
  const shift = first - from(row - 1);
  current.fill(Number.POSITIVE_INFINITY);
  for (let at = 0, column = first; at < width && column <= columns; at += 1, column += 1) {
    if (row === 0 && column === 0) {
      current[0] = 0;
      continue;
    }
    const left = at > 0 ? (current[at - 1] ?? 0) + GAP : Number.POSITIVE_INFINITY;
    const up = row > 0 ? (above[at + shift] ?? Number.POSITIVE_INFINITY) + GAP : Number.POSITIVE_INFINITY;
    const before =
      row > 0 && column > 0 ? (above[at + shift - 1] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const diagonal = before === Number.POSITIVE_INFINITY ? before : before + difference(row - 1, column - 1);
    const best = Math.min(diagonal, up, left);
    current[at] = best;
    steps[row * width + at] = best === diagonal ? DIAGONAL : best === up ? UP : LEFT;
  }
}

const DIAGONAL = 1;
const UP = 2;
const LEFT = 3;

function walkBack(rows: number, band: Band, difference: WordDifference): Array<number | undefined> {
  const pairs = new Array<number | undefined>(rows).fill(undefined);
  let [row, column] = [rows, band.columns];
  while (row > 0 || column > 0) {
    const step = band.steps[row * band.width + column - band.from(row)];
    if (step === DIAGONAL) {
      row -= 1;
      column -= 1;
      if (difference(row, column) < UNLIKE) pairs[row] = column;
    } else if (step === UP) row -= 1;
    else column -= 1;
  }
  return pairs;
}

/** How long a letter of a word takes that nobody heard: that of a calm reader. */
const SECONDS_PER_LETTER = 0.075;

/**
 * Gives words that were not heard a time between their neighbours, in proportion to their letters: right after the word
 * before them, or, at the beginning, right before the word after them. Where there is little time it is shared.
 */
function fillGaps(
  words: readonly KnownWord[],
  placed: ReadonlyArray<AlignedWord | undefined>,
  duration: number,
): AlignedWord[] {
  const aligned: AlignedWord[] = [];
  for (let index = 0; index < words.length; ) {
    const match = placed[index];
    if (match) {
      aligned.push(match);
      index += 1;
      continue;
    }
    const next = placed.findIndex((word, at) => at > index && word !== undefined);
    const end = next < 0 ? words.length : next;
    const gap = words.slice(index, end);
    const [from, to] = [aligned.at(-1)?.end ?? 0, placed[end]?.start ?? duration];
    const letters = gap.reduce((sum, word) => sum + word.text.length, 0);
    const pace = Math.min(SECONDS_PER_LETTER, Math.max(0, to - from) / letters);
    let time = index === 0 ? Math.max(from, to - letters * pace) : from;
    for (const word of gap) {
      const start = time;
      time += word.text.length * pace;
      aligned.push({ ...word, start, end: time, confidence: 0 });
    }
    index = end;
  }
  return aligned;
}
