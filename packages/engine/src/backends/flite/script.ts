import type { SynthesizeParams } from '../contract.ts';
import { asciiGap, asciiWord } from './ascii-text.ts';
import { fliteLexiconPhones } from './flite-phones.ts';

/** What flite is to read for a word, or for a piece of a very long one. */
export interface ScriptToken {
  /** Index of the word in the parameters. */
  readonly word: number;
  /** Printable ASCII, not empty. */
  readonly text: string;
  /** Its sounds with stress, for flite's lexicon, where the caller gave them. */
  readonly pronunciation: readonly string[] | undefined;
  /** Punctuation and a space. */
  readonly gap: string;
}

// Beyond these flite still works, and takes long: memory and time grow with what it is given at once.
const LONGEST_PART = 600;
const LONGEST_TOKEN = 60;

/**
 * Writes the words as flite reads them, in parts that it reads in one go. Mostly that is one part. A word that English
 * cannot write (Cyrillic, an emoji) gives no token.
 */
export function writeScript({ text, words }: Pick<SynthesizeParams, 'text' | 'words'>): ScriptToken[][] {
  const tokens: ScriptToken[] = [];
  for (const [index, word] of words.entries()) {
    const gap = asciiGap(text.slice(word.to, words[index + 1]?.from ?? text.length));
    const pronunciation = word.ipa === undefined ? [] : fliteLexiconPhones(word.ipa);
    if (pronunciation.length > 0) {
      tokens.push({ word: index, text: pseudoWord(tokens.length), pronunciation, gap });
      continue;
    }
    const ascii = asciiWord(text.slice(word.from, word.to));
    for (let at = 0; at < ascii.length; at += LONGEST_TOKEN) {
      const isLast = at + LONGEST_TOKEN >= ascii.length;
      const piece = ascii.slice(at, at + LONGEST_TOKEN);
      if (/[0-9A-Za-z@#$%&*+=<>/\\^_~|]/.test(piece)) {
        tokens.push({ word: index, text: piece, pronunciation: undefined, gap: isLast ? gap : ' ' });
      }
    }
  }
  return inParts(tokens);
}

/** The text of a part, for flite's `-t`. */
export function scriptText(part: readonly ScriptToken[]): string {
  return part.map(({ text, gap }) => text + gap).join('');
}

/** The lines of a part for flite's lexicon. */
export function scriptLexicon(part: readonly ScriptToken[]): string {
  return part
    .map(({ text, pronunciation }) => (pronunciation ? `${text} : ${pronunciation.join(' ')}\n` : ''))
    .join('');
}

/** Cuts where a pause is, if there is one in the second half of what fits, and else after the last word that fits. */
function inParts(tokens: readonly ScriptToken[]): ScriptToken[][] {
  const parts: ScriptToken[][] = [];
  let part: ScriptToken[] = [];
  let length = 0;
  for (const token of tokens) {
    if (length + token.text.length > LONGEST_PART) {
      const pause = part.findLastIndex(({ gap }) => gap.length > 1);
      const cut = pause >= part.length / 2 ? pause + 1 : part.length;
      const rest = part.slice(cut);
      parts.push(part.slice(0, cut));
      part = rest;
      length = scriptText(rest).length;
    }
    part.push(token);
    length += token.text.length + token.gap.length;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';

/** A word that no text has and that flite takes for a pronounceable one, so that it looks it up whole. */
function pseudoWord(index: number): string {
  let word = 'zoqua';
  let rest = index;
  do {
    word += CONSONANTS.charAt(rest % CONSONANTS.length);
    rest = Math.floor(rest / CONSONANTS.length);
    word += VOWELS.charAt(rest % VOWELS.length);
    rest = Math.floor(rest / VOWELS.length);
  } while (rest > 0);
  return word;
}
