import { asNumeric, type SpokenPiece, say, spell } from '../spoken-piece.ts';
import {
  AFTER_NAME,
  ALWAYS,
  BEFORE_NAME,
  BEFORE_NUMBER,
  REGNAL_NAMES,
  ROMAN_HEADS,
  WITHOUT_STOP,
} from './abbreviation-names.ts';
import { isSpelled } from './acronyms.ts';
import { integerWords, ordinalWords, romanValue, yearWords } from './numbers.ts';
import { type Match, type ReadingContext, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';

/** `U.S.`, `Ph.D.`, `J.R.R.`, and those that are read as words. */
const dottedInitials: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(
    String.raw`(?<letters>\p{L}(?:\.\p{L}){1,7})(?<dot>\.?)${TOKEN_END}|(?<degree>Ph\.D\.?|M\.Sc\.?|B\.Sc\.?)`,
  ),
  read(match) {
    const degree = match.group('degree');
    if (degree !== '') return spellWithin(degree, match.from, match.to);
    const letters = match.group('letters');
    const words = ALWAYS[letters.toLowerCase()];
    if (words !== undefined) return say(words, match.from, match.to);
    if (match.group('dot') === '' && !/^(?:\p{Lu}\.)+\p{Lu}$/u.test(letters)) return undefined;
    return spellWithin(letters, match.from, match.to);
  },
};

/** One initial of a name: `J.` */
const initial: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`\p{Lu}\.(?= ?\p{Lu})`),
  read: (match, context) =>
    match.text === 'I.' || context.shouted ? undefined : spellWithin(match.text, match.from, match.to),
};

const abbreviation: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`(?<word>et al|\p{L}{1,6})\.(?=(?<after> ?.?))`),
  read(match, context) {
    const word = match.group('word').toLowerCase();
    const after = match.group('after').trimStart();
    const words = /^\d/.test(after) ? (BEFORE_NUMBER[word] ?? nameAbbreviation(word, match, context)) : undefined;
    const read = words ?? nameAbbreviation(word, match, context) ?? always(word, match, context);
    return read === undefined ? undefined : say(read, match.from, match.to);
  },
};

/** "max." at the end of a sentence is a name. */
function always(word: string, match: Match, context: ReadingContext): string | undefined {
  const last = /^\s*$/.test(context.text.slice(match.to, match.to + 2));
  return last && /^(?:max|gen|rep|col|art|ext|est)$/.test(word) ? undefined : ALWAYS[word];
}

function nameAbbreviation(word: string, match: Match, context: ReadingContext): string | undefined {
  const before = BEFORE_NAME[word];
  if (before === undefined) return undefined;
  const nameFollows = /^ ?\p{Lu}/u.test(context.text.slice(match.to, match.to + 3));
  const nameBefore = /(?:\d(?:st|nd|rd|th)?|\p{Lu}[\p{L}'’]*) $/u.test(context.text.slice(0, match.from).slice(-24));
  if (word === 'ft' && /\d $/.test(context.text.slice(0, match.from).slice(-2))) return AFTER_NAME[word];
  if (nameFollows && !(nameBefore && word === 'st')) return before;
  return nameBefore || !nameFollows ? (nameBefore ? AFTER_NAME[word] : before) : before;
}

const withoutStop: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(`(?:${Object.keys(WITHOUT_STOP).join('|')})${TOKEN_END}(?!['’])`),
  read(match, context) {
    const words = WITHOUT_STOP[match.text];
    return words === undefined || context.shouted ? undefined : say(words, match.from, match.to);
  },
};

const slashed: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`[wW]/(?<out>o)?(?=\s|\p{L}{3})`),
  read: (match) => say(match.group('out') === '' ? 'with' : 'without', match.from, match.to),
};

/** `Chapter IV`, `Henry VIII`. */
const roman: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`[IVXLCDM]{1,9}${TOKEN_END}(?!['’.]\p{L})`),
  read(match, context) {
    const value = romanValue(match.text);
    if (value === undefined) return undefined;
    const before = context.text.slice(0, match.from).slice(-20);
    if (ROMAN_HEADS.test(before)) return asNumeric(say(integerWords(String(value), context), match.from, match.to));
    const first =
      value === 1 &&
      /^(?:$|[,.;)]|['’]s | (?:of|was|died|reigned|ruled|became|and)\b)/.test(
        context.text.slice(match.to, match.to + 9),
      );
    if ((value > 1 || first) && value < 40 && REGNAL_NAMES.test(before)) {
      return asNumeric(say(`the ${ordinalWords(String(value), context)}`, match.from, match.to));
    }
    return undefined;
  },
};

/** Letters and digits in one: `B2B`, `MP3`, `H2O`, `GPT-4`. */
const mixed: ReadingRule = {
  begins: ['letter', 'digit'],
  pattern: rulePattern(String.raw`(?=\p{L}*[\d₀-₉])(?=[\d₀-₉]*\p{L})[\p{L}\d₀-₉]{2,40}(?:-\d{1,6})?`),
  read(match, context) {
    const pieces: SpokenPiece[] = [];
    for (const part of match.text.matchAll(/\p{L}+|\d+|[₀-₉]+/gu)) {
      const from = match.from + part.index;
      const to = from + part[0].length;
      if (/^\p{L}/u.test(part[0])) pieces.push(...readLetters(part[0], from));
      else pieces.push(...say(partNumber(plainDigits(part[0]), context), from, to));
    }
    return asNumeric(pieces);
  },
};

function partNumber(digits: string, context: ReadingContext): string {
  return /^[1-9]\d[1-9]\d$/.test(digits) ? yearWords(digits, context) : integerWords(digits, context);
}

function plainDigits(digits: string): string {
  return digits.replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080));
}

function readLetters(letters: string, from: number): SpokenPiece[] {
  const isWord = letters.length > 3 || (letters.length > 1 && /\p{Ll}/u.test(letters) && /[aeiou]/i.test(letters));
  return isWord ? [{ text: letters, from, to: from + letters.length }] : spell(letters, from);
}

/** Any word: letters, with apostrophes and hyphens within. */
const word: ReadingRule = {
  begins: ['letter', 'sign'],
  pattern: rulePattern(
    String.raw`[\p{L}\p{M}\u200c\u200d]+(?:['’ʼ‐‑-][\p{L}\p{M}\u200c\u200d]+){0,20}['’]?(?<=[\p{L}\p{M}s]['’]?)`,
  ),
  read(match, context) {
    const text = match.text.replace(/['’]$/, '');
    const parts = [...text.matchAll(/[^‐‑-]+/g)];
    if (!parts.some((part) => isSpelled(bare(part[0]), context))) return [plainWord(text, match.from)];
    return parts.flatMap((part) => {
      const from = match.from + part.index;
      return isSpelled(bare(part[0]), context) ? readAcronym(part[0], from) : [plainWord(part[0], from)];
    });
  },
};

/** Without the plural and the possessive: `APIs`, `NASA's`. */
function bare(text: string): string {
  return text.replace(/['’]s$|(?<=\p{Lu}{2})s$/u, '');
}

function readAcronym(text: string, from: number): SpokenPiece[] {
  const letters = bare(text);
  const pieces = spell(letters, from);
  const last = pieces.at(-1);
  if (letters === text || last === undefined) return pieces;
  const { ipa, ...rest } = last;
  const sounds = ipa === undefined ? {} : { ipa: `${ipa}z` };
  return [...pieces.slice(0, -1), { ...rest, ...sounds, text: `${last.text}'s`, to: from + text.length }];
}

function plainWord(text: string, from: number): SpokenPiece {
  const plain = text.normalize('NFC').replace(/[’ʼ]/g, "'").replace(/[‐‑]/g, '-');
  return { text: plain, from, to: from + text.length };
}

function spellWithin(letters: string, from: number, to: number): SpokenPiece[] {
  const pieces = spell(letters, from);
  return pieces.map((piece, index) => (index === pieces.length - 1 ? { ...piece, to } : piece));
}

/** Words that are more than their letters. */
export const SPECIAL_WORD_RULES: readonly ReadingRule[] = [
  dottedInitials,
  initial,
  abbreviation,
  withoutStop,
  slashed,
  roman,
];

/** Any letters at all. */
export const WORD_RULES: readonly ReadingRule[] = [mixed, word];
