/** A word with its times, seconds. */
export interface TimedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word of the known text, placed in the recording. */
export interface AlignedWord extends TimedWord {
  /** Whether it was heard, or its time is what its neighbours leave. */
  readonly heard: boolean;
}

// Costs of the alignment, in words. A pair of words that are quite unlike is worse than leaving both out.
const GAP = 0.7;
const UNLIKE = 1.5;
/** Words that differ by more than this share of their letters are not the same word misheard. */
const MOST_DIFFERENCE = 0.5;
/** How far the two texts may run apart, in words, before the alignment no longer looks there: bounds time and memory. */
const LEAST_BAND = 200;
const BAND_SHARE = 0.1;

/**
 * Lays a known text beside the words that were heard and gives each of its words a time. Global alignment by dynamic
 * programming (Needleman and Wunsch, 1970) within a band around the diagonal (Sakoe and Chiba, 1978); unlike words cost
 * by their edit distance (Levenshtein, 1966).
 * @param heard - In order of time.
 * @param duration - Length of the recording, seconds.
 */
export function alignWords(text: string, heard: readonly TimedWord[], duration: number): AlignedWord[] {
  const words = text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? [];
  const pairs = pairUp(
    words.map(normalise),
    heard.map((word) => normalise(word.text)),
  );
  const placed = words.map((word, index) => {
    const match = heard[pairs[index] ?? -1];
    return match && { text: word, start: match.start, end: match.end };
  });
  return fillGaps(words, placed, duration);
}

function normalise(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** For each word of `known`, the index of its match in `heard`, or `undefined`. */
function pairUp(known: readonly string[], heard: readonly string[]): Array<number | undefined> {
  const [rows, columns] = [known.length, heard.length];
  const half = Math.max(LEAST_BAND, Math.ceil(BAND_SHARE * Math.max(rows, columns)));
  const width = 2 * half + 1;
  const slope = columns / Math.max(1, rows);
  /** First column of the band in a row. */
  const from = (row: number) => Math.max(0, Math.round(row * slope) - half);
  const steps = new Uint8Array((rows + 1) * width);
  const difference = rememberedDifference();
  let above = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row <= rows; row += 1) {
    const current = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const [first, firstAbove] = [from(row), from(row - 1)];
    const costAbove = (column: number) => above[column - firstAbove] ?? Number.POSITIVE_INFINITY;
    for (let column = first; column <= Math.min(columns, first + width - 1); column += 1) {
      const at = column - first;
      if (row === 0 && column === 0) {
        current[at] = 0;
        continue;
      }
      const left = at > 0 ? (current[at - 1] ?? Number.POSITIVE_INFINITY) + GAP : Number.POSITIVE_INFINITY;
      const up = row > 0 ? costAbove(column) + GAP : Number.POSITIVE_INFINITY;
      const diagonal =
        row > 0 && column > 0
          ? costAbove(column - 1) + difference(known[row - 1] ?? '', heard[column - 1] ?? '')
          : Number.POSITIVE_INFINITY;
      const best = Math.min(diagonal, up, left);
      current[at] = best;
      steps[row * width + at] = best === diagonal ? DIAGONAL : best === up ? UP : LEFT;
    }
    above = current;
  }
  return walkBack(steps, rows, columns, width, from, (row, column) => {
    return difference(known[row] ?? '', heard[column] ?? '') < UNLIKE;
  });
}

const DIAGONAL = 1;
const UP = 2;
const LEFT = 3;

function walkBack(
  steps: Uint8Array,
  rows: number,
  columns: number,
  width: number,
  from: (row: number) => number,
  isMatch: (row: number, column: number) => boolean,
): Array<number | undefined> {
  const pairs = new Array<number | undefined>(rows).fill(undefined);
  let [row, column] = [rows, columns];
  while (row > 0 || column > 0) {
    const step = steps[row * width + column - from(row)];
    if (step === DIAGONAL) {
      row -= 1;
      column -= 1;
      if (isMatch(row, column)) pairs[row] = column;
    } else if (step === UP) row -= 1;
    else column -= 1;
  }
  return pairs;
}

/** How unlike two words are, 0 to {@link UNLIKE}. Texts repeat themselves, so what is known is kept. */
function rememberedDifference(): (a: string, b: string) => number {
  const known = new Map<string, number>();
  return (a, b) => {
    if (a === b) return 0;
    const longer = Math.max(a.length, b.length);
    if (Math.abs(a.length - b.length) > longer * MOST_DIFFERENCE) return UNLIKE;
    const key = `${a} ${b}`;
    const found = known.get(key) ?? editDistance(a, b) / longer;
    known.set(key, found);
    return found > MOST_DIFFERENCE ? UNLIKE : found;
  };
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How long a letter of a word takes that nobody heard: that of a calm reader. */
const SECONDS_PER_LETTER = 0.075;

/**
 * Gives words that were not heard a time between their neighbours, in proportion to their letters: right after the word
 * before them, or, at the beginning, right before the word after them. Where there is little time it is shared.
 */
function fillGaps(
  words: readonly string[],
  placed: ReadonlyArray<TimedWord | undefined>,
  duration: number,
): AlignedWord[] {
  const aligned: AlignedWord[] = [];
  for (let index = 0; index < words.length; ) {
    const match = placed[index];
    if (match) {
      aligned.push({ ...match, heard: true });
      index += 1;
      continue;
    }
    const next = placed.findIndex((word, at) => at > index && word !== undefined);
    const end = next < 0 ? words.length : next;
    const gap = words.slice(index, end);
    const [from, to] = [aligned.at(-1)?.end ?? 0, placed[end]?.start ?? duration];
    const letters = gap.reduce((sum, word) => sum + word.length, 0);
    const pace = Math.min(SECONDS_PER_LETTER, Math.max(0, to - from) / letters);
    let time = index === 0 ? Math.max(from, to - letters * pace) : from;
    for (const word of gap) {
      const start = time;
      time += word.length * pace;
      aligned.push({ text: word, start, end: time, heard: false });
    }
    index = end;
  }
  return aligned;
}
