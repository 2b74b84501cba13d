/** The first chunk is short, so that it is heard early; a sentence up to this long is not divided for it. */
const SHORT = 60;
/** Least length of a first clause, by what ends it: a mark, or a conjunction after it. */
const LEAST_BEFORE_MARK = 15;
const LEAST_BEFORE_CONJUNCTION = 25;
/** Least length of what is left of the sentence. */
const LEAST_AFTER = 12;
/** A sentence longer than this is divided, into parts of at most {@link LONGEST_PART} characters. */
export const LONGEST_SENTENCE = 360;
const LONGEST_PART = 300;
const SHORTEST_PART = 120;

// Only words that are no others in the languages around: sentences are divided before the language is known.
const CONJUNCTION =
  /\s(?=(?:and|but|because|which|while|although|though|whereas|unless|until|where|when|und|aber|oder|weil|mais|parce|pero|porque|maar|omdat)\s)/g;
const CLAUSE_MARK = /[,;:](?=["'”’»)\]]{0,3}\s)["'”’»)\]]{0,3}|[，；：、،؛]|\s?[—–](?=\s)|—/g;
const STRONG_MARK = /[;:.!?](?=["'”’»)\]]{0,3}\s)["'”’»)\]]{0,3}|[；：。！？।]|\s[—–](?=\s)|—/g;
const BLANK = /\s/g;

/** What a first clause is sought in. */
export interface FirstClauseSearch {
  /** The sentence, or as much of it as is there. */
  readonly text: string;
  /** Whether the text is the sentence to its end. */
  readonly complete: boolean;
}

/**
 * Finds where the first clause of a long sentence ends: at a mark, or before a conjunction. Once found, more text does
 * not change it.
 * @returns `undefined` if there is none (yet).
 */
export function findFirstClauseEnd({ text, complete }: FirstClauseSearch): number | undefined {
  if (text.length <= SHORT) return undefined;
  const fits = (end: number) => end + LEAST_AFTER <= text.length;
  const mark = firstEnd(text, CLAUSE_MARK, LEAST_BEFORE_MARK);
  if (mark !== undefined && mark <= SHORT) return fits(mark) ? mark : undefined;
  // A mark may still turn up before the limit.
  if (!complete && text.length < SHORT + LEAST_AFTER) return undefined;
  const conjunction = firstEnd(text, CONJUNCTION, LEAST_BEFORE_CONJUNCTION);
  const end = Math.min(mark ?? Number.POSITIVE_INFINITY, conjunction ?? Number.POSITIVE_INFINITY);
  return fits(end) ? end : undefined;
}

/** Finds where to divide a text of more than {@link LONGEST_SENTENCE} characters; what follows them plays no part. */
export function findPartEnd(text: string): number {
  const window = text.slice(0, LONGEST_PART);
  for (const pattern of [STRONG_MARK, CLAUSE_MARK, CONJUNCTION, BLANK]) {
    const end = lastEnd(window, pattern);
    if (end !== undefined && end >= SHORTEST_PART) return end;
  }
  const lastBlank = Math.max(window.lastIndexOf(' '), window.lastIndexOf('\n'));
  return lastBlank > 0 ? lastBlank : wholeCharacters(text, LONGEST_PART);
}

function firstEnd(text: string, pattern: RegExp, least: number): number | undefined {
  for (const end of ends(text, pattern)) if (end >= least) return end;
  return undefined;
}

function lastEnd(text: string, pattern: RegExp): number | undefined {
  let last: number | undefined;
  for (const end of ends(text, pattern)) last = end;
  return last;
}

function* ends(text: string, pattern: RegExp): Generator<number> {
  let brackets = 0;
  let seen = 0;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + (/\S/.test(match[0]) ? match[0].length : 0);
    brackets += depthChange(text.slice(seen, match.index));
    seen = match.index;
    if (end > 0 && brackets <= 0 && !inDate(text, end)) yield end;
  }
}

/** `[word](/sounds/)` and asides in square brackets stay whole. */
function depthChange(text: string): number {
  return text.split('[').length - text.split(']').length;
}

/** The comma of `21, 2026`. */
function inDate(text: string, end: number): boolean {
  return /\d,$/.test(text.slice(end - 2, end)) && /^\s?\d/.test(text.slice(end, end + 2));
}

/** The cut at or before an index that divides no surrogate pair and parts no mark from its letter. */
function wholeCharacters(text: string, limit: number): number {
  let at = limit;
  while (at > limit - 40 && /^(?:\p{M}|\u200c|\u200d|[\udc00-\udfff])/u.test(text.slice(at, at + 2))) at--;
  return at;
}
