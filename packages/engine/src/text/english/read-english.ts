import type { EmojiNames } from '../emoji-names.ts';
import { readUnspaced } from '../reading/unspaced-words.ts';
import type { SpokenPiece } from '../spoken-piece.ts';
import { UNSPACED } from '../unspaced-scripts.ts';
import { DATE_RULES } from './date-rules.ts';
import { MONEY_RULES } from './money-rules.ts';
import { EXPONENT_RULE, NUMBER_RULES, PLAIN_NUMBER_RULE, SIGN_RULES } from './number-rules.ts';
import { PHONE_RULES } from './phone-rules.ts';
import { type Beginning, Match, type ReadingContext, type ReadingRule, rulePattern } from './rule.ts';
import { GREEK_LETTER_RULE, NAMED_LANGUAGE_RULE, SYMBOL_RULES } from './symbol-rules.ts';
import { TIME_RULES } from './time-rules.ts';
import { UNIT_RULES } from './unit-rules.ts';
import { WEB_RULES } from './web-rules.ts';
import { SPECIAL_WORD_RULES, WORD_RULES } from './word-rules.ts';

/** How English is read. */
export interface EnglishOptions {
  /** BCP-47 tag; the region decides about dates. */
  readonly language: string;
  readonly emoji: EmojiNames;
  /** Index to begin at: what stands before it is looked at, and not read. */
  readonly from: number;
}

const unspaced: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(`${UNSPACED}{1,400}`),
  read: (match, { text }) => readUnspaced(match.text, match.from, !/\p{L}/u.test(text.charAt(match.from - 1))),
};

/** Where a token begins: what is more specific comes first. */
const TOKEN_RULES: readonly ReadingRule[] = [
  ...WEB_RULES,
  ...DATE_RULES,
  ...TIME_RULES,
  ...PHONE_RULES,
  ...MONEY_RULES,
  ...NUMBER_RULES,
  ...UNIT_RULES,
  NAMED_LANGUAGE_RULE,
  GREEK_LETTER_RULE,
  ...SPECIAL_WORD_RULES,
  ...WORD_RULES.slice(0, 1),
  PLAIN_NUMBER_RULE,
  unspaced,
  ...WORD_RULES.slice(1),
];

/** Within a token as well. */
const ANYWHERE_RULES: readonly ReadingRule[] = [EXPONENT_RULE, ...SYMBOL_RULES];

const LETTER = /\p{L}/u;
const INSIDE = /[\p{L}\p{M}\p{N}]/u;

/**
 * Reads English text: numbers, dates, money, units, addresses, abbreviations and symbols as they are said. The cost is
 * proportional to the length of the text.
 * @param text - A passage of at most some hundred characters.
 */
export function readEnglish(text: string, { language, emoji, from }: EnglishOptions): SpokenPiece[] {
  const spoken: SpokenPiece[] = [];
  const context: ReadingContext = {
    text,
    spoken,
    british: /^en-(?!US|PH|CA|LR)[A-Z]{2}/i.test(language),
    shouted: isShouted(text),
    emoji,
  };
  let at = from;
  // Where a match ended, a token may begin even between letters and digits.
  let matchedTo = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' && !/[-–−]/.test(text.charAt(at + 1))) {
      at++;
      continue;
    }
    const inside = at > matchedTo && INSIDE.test(text.charAt(at - 1)) && INSIDE.test(character);
    const rules = (inside ? WITHIN : EVERYWHERE)[beginningAt(text, at)];
    const reached = applyFirst(rules, at, context, spoken);
    if (reached !== undefined) matchedTo = reached;
    at = reached ?? at + characterLength(text, at);
  }
  return spoken;
}

type RulesByBeginning = Readonly<Record<Beginning, readonly ReadingRule[]>>;

const EVERYWHERE = byBeginning([...SIGN_RULES, ...TOKEN_RULES, ...ANYWHERE_RULES]);
const WITHIN = byBeginning(ANYWHERE_RULES);

function byBeginning(rules: readonly ReadingRule[]): RulesByBeginning {
  const of = (beginning: Beginning) => rules.filter(({ begins }) => begins.includes(beginning));
  return { digit: of('digit'), letter: of('letter'), sign: of('sign') };
}

function beginningAt(text: string, at: number): Beginning {
  const code = text.codePointAt(at) ?? 0;
  if (code >= 0x30 && code <= 0x39) return 'digit';
  return LETTER.test(String.fromCodePoint(code)) ? 'letter' : 'sign';
}

function applyFirst(
  rules: readonly ReadingRule[],
  at: number,
  context: ReadingContext,
  spoken: SpokenPiece[],
): number | undefined {
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    const found = rule.pattern.exec(context.text);
    if (!found || found[0] === '') continue;
    const match = new Match(found);
    const pieces = rule.read(match, context);
    if (!pieces) continue;
    if (pieces.length === 0) spoken.push({ text: '', from: match.from, to: match.to });
    for (const [index, piece] of pieces.entries()) {
      spoken.push({ ...piece, tokenFrom: index === 0 ? match.from : Math.min(piece.from, match.from) });
    }
    return match.to;
  }
  return undefined;
}

function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}{2,}/gu)?.length ?? 0) >= 3;
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
