import {
  AFTER_DAY_NUMBER,
  AFTER_TIME,
  BEFORE_CAPITAL,
  BEFORE_NAME,
  BEFORE_NUMBER,
  MAY_END,
  STARTERS,
} from './abbreviations.ts';

/** What ends with a passage: a part of a sentence, or more; `text` where no more words follow. */
export type PassageEnd = 'clause' | 'sentence' | 'line' | 'paragraph' | 'text';

/** Where a sentence ends: just past its mark and closing quotes. */
export interface SentenceEnd {
  readonly end: number;
  readonly ends: PassageEnd;
}

/** Where to look again once more text is there. */
export interface Undecided {
  readonly resumeAt: number;
}

/** What is looked through. */
export interface SentenceSearch {
  /** Cleaned text from the beginning of the sentence. */
  readonly text: string;
  /** Where to begin. */
  readonly from: number;
  /** Whether no more text will come. */
  readonly atEnd: boolean;
  /** Characters of the same line before the text. */
  readonly column: number;
}

// Full stops that need no space after them: CJK, Devanagari, Arabic and Urdu, Armenian, Ethiopic.
const HARD_STOPS = '。！？｡؟۔।॥։።';
const CANDIDATE = new RegExp(`[.!?…\\n${HARD_STOPS}]`, 'g');
const STOP = new RegExp(`[.!?…${HARD_STOPS}]`);
const CLOSER = /["'”’»›)\]}」』）】*_`]/;
const OPENER = /["'“‘«‹„(*_¿¡`「『（]/;
const LOWER = /\p{Ll}/u;
const UPPER = /\p{Lu}/u;
const LETTER = /\p{L}/u;
const MOST_MARKS = 40;

/** What is told apart by a letter: `plan B.` ends a sentence, `by J.` does not. */
const LETTERED =
  /(?:plan|vitamin|type|grade|class|section|group|part|option|point|appendix|hepatitis|team|room|level|letter|note|exhibit|block|gate|zone|series|side) \p{Lu}$/iu;

/** A line up to this long that another capital follows is a line of its own: a heading, an item, a verse. */
const SHORT_LINE = 45;
const SHORT_UNCASED_LINE = 20;
const LINE_MARKER = /^(?:[-*+•‣▪–—>|]|#{1,6}|\d{1,3}[.)])\s/;
const LONGEST_LINE_MARKER = 7;

/**
 * Finds the first end of a sentence, line or paragraph that is certain: whatever text may still follow, the answer stays
 * the same. Reads each character a bounded number of times.
 */
export function findSentenceEnd(search: SentenceSearch): SentenceEnd | Undecided {
  const { text, atEnd } = search;
  CANDIDATE.lastIndex = search.from;
  for (let match = CANDIDATE.exec(text); match; match = CANDIDATE.exec(text)) {
    const at = match.index;
    const verdict = match[0] === '\n' ? judgeNewline(search, at) : judgeStop(text, at, atEnd);
    if (verdict === 'unsure') return { resumeAt: at };
    if (typeof verdict === 'object') return verdict;
    CANDIDATE.lastIndex = verdict;
  }
  return { resumeAt: text.length };
}

/** A verdict: an end, no end (where to go on), or that it takes more text to tell. */
type Verdict = SentenceEnd | number | 'unsure';

function judgeNewline({ text, atEnd, column }: SentenceSearch, at: number): Verdict {
  const next = skip(text, at, /\s/);
  if (next >= text.length) return atEnd ? { end: at, ends: 'text' } : 'unsure';
  if (text.slice(at, next).split('\n').length > 2) return { end: at, ends: 'paragraph' };
  if (next + LONGEST_LINE_MARKER > text.length && !atEnd) return 'unsure';
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(lineStart, at);
  const length = line.length + (lineStart === 0 ? column : 0);
  if (LINE_MARKER.test(text.slice(next, next + LONGEST_LINE_MARKER)) || LINE_MARKER.test(line)) {
    return { end: at, ends: 'line' };
  }
  const firstAt = skip(text, next, OPENER);
  if (firstAt >= text.length && !atEnd) return 'unsure';
  const first = characterAt(text, firstAt);
  const short = cased(first) ? length <= SHORT_LINE && UPPER.test(first) : length <= SHORT_UNCASED_LINE;
  return short && !/[,;:،，、-]\s*$/.test(line) ? { end: at, ends: 'line' } : next;
}

function judgeStop(text: string, at: number, atEnd: boolean): Verdict {
  const marksEnd = skip(text, at, STOP);
  const end = skip(text, marksEnd, CLOSER);
  const next = skip(text, end, /\s/);
  if (next >= text.length) return atEnd ? { end, ends: 'text' } : 'unsure';
  const ends = endsOf(text.slice(end, next));
  if (ends === 'paragraph') return { end, ends };
  const marks = text.slice(at, marksEnd);
  const spaced = next > end;
  if ([...marks].some((mark) => HARD_STOPS.includes(mark))) return { end, ends };
  const letterAt = skip(text, next, OPENER);
  if (letterAt >= text.length && !atEnd) return 'unsure';
  const letter = characterAt(text, letterAt);
  if (!spaced) return marks !== '.' && LETTER.test(letter) && !cased(letter) ? { end, ends } : end;
  if (letter === '[') return { end, ends };
  if (marks !== '.') return LOWER.test(letter) || /[,;:]/.test(letter) ? end : { end, ends };
  const verdict = endsAtFullStop(text, { at, letterAt, letter, atEnd });
  return verdict === 'unsure' ? verdict : verdict ? { end, ends } : end;
}

interface FullStop {
  readonly at: number;
  /** Where the next word begins. */
  readonly letterAt: number;
  readonly letter: string;
  readonly atEnd: boolean;
}

function endsAtFullStop(text: string, { at, letterAt, letter, atEnd }: FullStop): boolean | 'unsure' {
  const before = text.slice(Math.max(0, at - 24), at);
  const word = /[^\s"'“‘«(*_[]*$/.exec(before)?.[0] ?? '';
  const lower = word.toLowerCase();
  const nextIsLower = LOWER.test(letter);
  const nextIsDigit = /\d/.test(letter);
  const startsSentence = () => withNextWord(text, letterAt, atEnd, (next) => STARTERS.has(next));

  if (BEFORE_NAME.has(lower)) return false;
  if (BEFORE_NUMBER.has(lower)) return !nextIsDigit && !nextIsLower;
  if (BEFORE_CAPITAL.has(lower)) return nextIsLower ? false : startsSentence();
  if (lower === 'a.m' || lower === 'p.m') {
    return nextIsLower ? false : withNextWord(text, letterAt, atEnd, (next) => !AFTER_TIME.test(next));
  }
  if (MAY_END.has(lower)) return !nextIsLower && !nextIsDigit;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return nextIsLower || nextIsDigit ? false : startsSentence();
  if (/^\p{Lu}$/u.test(word)) {
    if (nextIsLower) return false;
    return word === 'I' || LETTERED.test(before) || startsSentence();
  }
  if (/^\d+$/.test(word)) {
    if (nextIsLower) return false;
    if (word.length <= 3 && before.trim() === word && at < 24) return false;
    return word.length > 2 || withNextWord(text, letterAt, atEnd, (next) => !AFTER_DAY_NUMBER.test(next));
  }
  // Some people write no capitals: a whole small word then ends a sentence, a stump of one does not.
  return nextIsLower ? /^\p{Ll}{3,}$/u.test(word) : true;
}

/** Asks about the word that begins at an index, once all of it is there. */
function withNextWord(text: string, from: number, atEnd: boolean, test: (word: string) => boolean): boolean | 'unsure' {
  const word = /^[\p{L}'’]{0,12}/u.exec(text.slice(from, from + 12))?.[0] ?? '';
  if (from + word.length >= text.length && word.length < 12 && !atEnd) return 'unsure';
  return test(word);
}

function endsOf(blank: string): PassageEnd {
  const newlines = blank.split('\n').length - 1;
  return newlines > 1 ? 'paragraph' : newlines === 1 ? 'line' : 'sentence';
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && at - from < MOST_MARKS && what.test(text.charAt(at))) at++;
  return at;
}

function cased(letter: string): boolean {
  return UPPER.test(letter) || LOWER.test(letter);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}
