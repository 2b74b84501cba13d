/** A word to speak, or a stretch of silence, and the range of the text that it is spoken for. */
export interface SpokenPiece {
  /** The word, without white space; empty for what is passed over, marks and all. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Its sounds (IPA), where they are given. */
  readonly ipa?: string;
  /** Index up to which the text before it may hold marks of the sentence; what is between there and the word is part of the same token. Absent: up to the word. */
  readonly tokenFrom?: number;
  /** A mark to write after it that the text does not have. */
  readonly mark?: ',';
  /** Whether no space parts it from the word before, as in Chinese. */
  readonly joined?: boolean;
  /** Whether it ends a number or a quantity: a dash after it is then "to", not a pause. */
  readonly numeric?: boolean;
}

/** Words with one range in common. Hyphens divide words: `twenty-one` is two. */
export function say(words: string, from: number, to: number): SpokenPiece[] {
  return words
    .split(/[\s-]+/)
    .filter((text) => text !== '')
    .map((text) => ({ text, from, to }));
}

/** The same for a number: the last word is marked as the end of a quantity. */
export function sayNumber(words: string, from: number, to: number): SpokenPiece[] {
  return asNumeric(say(words, from, to));
}

/** Marks the last word as the end of a quantity. */
export function asNumeric(pieces: readonly SpokenPiece[]): SpokenPiece[] {
  return pieces.map((piece, index) => (index === pieces.length - 1 ? { ...piece, numeric: true } : piece));
}

// English says the article where the letter stands alone.
const LETTER_A = 'eɪ';

/** Letters and digits one by one; each has its own range. */
export function spell(letters: string, from: number): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  let at = from;
  for (const letter of letters) {
    const to = at + letter.length;
    const text = letter.toUpperCase();
    if (/[\p{L}\p{N}]/u.test(letter)) {
      pieces.push({ text, from: at, to, ...(text === 'A' && { ipa: LETTER_A }) });
    }
    at = to;
  }
  return pieces;
}
