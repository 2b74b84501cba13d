/** Word errors of a transcript. */
export interface WordErrors {
  /** Fewest words to substitute, insert or delete. */
  readonly errors: number;
  /** Words of the truth. */
  readonly words: number;
}

/** Counts the word errors of what was heard against what was said (Levenshtein distance over normalised words). */
export function wordErrors(said: string, heard: string): WordErrors {
  const truth = comparableWords(said);
  return { errors: editDistance(truth, comparableWords(heard)), words: truth.length };
}

/** Word error rate over several transcripts: all their errors over all their words. */
export function wordErrorRate(counts: Iterable<WordErrors>): number {
  let errors = 0;
  let words = 0;
  for (const count of counts) {
    errors += count.errors;
    words += count.words;
  }
  return words === 0 ? 0 : errors / words;
}

const ABBREVIATIONS: Readonly<Record<string, string>> = { mr: 'mister', mrs: 'missus', dr: 'doctor', st: 'saint' };
const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A text as words that can be compared: lower case, no punctuation, hyphens apart, numbers below a hundred in words. */
export function comparableWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
  return words.flatMap((word) => numberWords(word) ?? [ABBREVIATIONS[word] ?? word]);
}

function numberWords(word: string): string[] | undefined {
  if (!/^\d{1,2}$/.test(word)) return undefined;
  const value = Number(word);
  if (value < SMALL.length) return SMALL.slice(value, value + 1);
  const tens = TENS.slice(Math.floor(value / 10) - 2, Math.floor(value / 10) - 1);
  return value % 10 === 0 ? tens : [...tens, ...SMALL.slice(value % 10, (value % 10) + 1)];
}

function editDistance(from: readonly string[], to: readonly string[]): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((word, row) => {
    const current = [row + 1];
    to.forEach((other, column) => {
      const substituted = (previous[column] ?? 0) + (word === other ? 0 : 1);
      current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    });
    previous = current;
  });
  return previous[to.length] ?? 0;
}
