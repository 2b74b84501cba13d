import { asNumeric, type SpokenPiece, say, sayNumber } from '../spoken-piece.ts';
import {
  decadeWords,
  digitWords,
  fractionName,
  integerWords,
  type NumberStyle,
  numberWords,
  ordinalWords,
  yearWords,
} from './numbers.ts';
import { NUMBER, type ReadingContext, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';

const VULGAR: Readonly<Record<string, readonly [number, number]>> = {
  '½': [1, 2],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅕': [1, 5],
  '⅖': [2, 5],
  '⅗': [3, 5],
  '⅘': [4, 5],
  '⅙': [1, 6],
  '⅚': [5, 6],
  '⅛': [1, 8],
  '⅜': [3, 8],
  '⅝': [5, 8],
  '⅞': [7, 8],
};

/** A minus sign: one that no word or number stands before. */
const minus: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`(?<=^|[\s(\[{:=<>≤≥×*/+~≈$£€])[-−](?=\.?\d|[$£€¥])`),
  read: (match) => say('minus', match.from, match.to),
};

/** The dash of a range, `40–60`, and of a score. */
const rangeDash: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw` ?– ?(?=[$£€]?\.?\d)|-(?=[$£€]?\.?\d)`),
  read(match, { spoken }) {
    const last = spoken.at(-1);
    const dash = match.from + match.text.search(/\S/);
    return last?.numeric && last.to === match.from ? say('to', dash, dash + 1) : undefined;
  },
};

/** `3 - 1`, with spaces: a sum. */
const minusBetween: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw` ?[-−] ?(?=\d)`),
  read(match, { spoken }) {
    const last = spoken.at(-1);
    const sign = match.from + match.text.search(/\S/);
    return last?.numeric && last.to === match.from ? say('minus', sign, sign + 1) : undefined;
  },
};

const ordinal: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?<n>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|ST|ND|RD|TH)${TOKEN_END}`),
  read: (match, context) => sayNumber(ordinalWords(match.group('n'), context), match.from, match.to),
};

const decade: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(
    String.raw`(?<n>(?:1\d|20)\d0)['’]?s${TOKEN_END}|(?:['’‘]|(?<=\b(?:the|his|her|their|my|early|late|mid)[ -]))(?<tens>[2-9]0)['’]?s${TOKEN_END}`,
  ),
  read: (match, context) =>
    sayNumber(decadeWords(match.group('n') || match.group('tens'), context), match.from, match.to),
};

/** `'98`: a year without its century. */
const shortYear: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`['’](?<n>\d\d)${TOKEN_END}`),
  read: (match, context) => sayNumber(tensWords(match.group('n'), context), match.from, match.to),
};

const vulgarFraction: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(String.raw`(?<whole>\d+)? ?(?<f>[${Object.keys(VULGAR).join('')}])`),
  read(match, context) {
    const [numerator, denominator] = VULGAR[match.group('f')] ?? [1, 2];
    return mixedNumber(match.group('whole'), match.range('whole'), fraction(numerator, denominator, context), [
      ...match.range('f'),
    ]);
  },
};

const slashFraction: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?:(?<whole>\d{1,4}) )?(?<n>\d{1,3})[/⁄](?<d>\d{1,4})(?![/⁄\d]|\.\d)${TOKEN_END}`),
  read(match, context) {
    const [n, d, whole] = [Number(match.group('n')), Number(match.group('d')), match.group('whole')];
    const name = n > 0 && n < d ? fractionName(n, d) : undefined;
    const [nFrom, nTo] = match.range('n');
    const [dFrom, dTo] = match.range('d');
    if (name === undefined) {
      const before = whole === '' ? [] : say(integerWords(whole, context), ...match.range('whole'));
      const top = say(numberWords(match.group('n'), context), nFrom, nTo);
      return [...before, ...top, ...sayNumber(numberWords(match.group('d'), context), dFrom, dTo)];
    }
    if (whole !== '') {
      return mixedNumber(whole, match.range('whole'), fraction(n, d, context), [nFrom, dTo]);
    }
    return [...say(integerWords(String(n), context), nFrom, nTo), ...sayNumber(name, nTo, dTo)];
  },
};

function fraction(numerator: number, denominator: number, style: NumberStyle): string {
  return `${integerWords(String(numerator), style)} ${fractionName(numerator, denominator) ?? ''}`;
}

function mixedNumber(
  whole: string,
  [wholeFrom, wholeTo]: readonly [number, number],
  part: string,
  [from, to]: readonly number[],
): SpokenPiece[] {
  const start = from ?? wholeFrom;
  const end = to ?? wholeTo;
  if (whole === '') return sayNumber(part, start, end);
  const rest = `and ${part.replace(/^one half$/, 'a half').replace(/^one /, 'a ')}`;
  return [...say(integerWords(whole, { british: false }), wholeFrom, wholeTo), ...sayNumber(rest, start, end)];
}

/** `2020/21`: a season. */
const season: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?<a>(?:19|20)\d\d)/(?<b>\d\d)(?![/\d])${TOKEN_END}`),
  read: (match, context) => [
    ...say(yearWords(match.group('a'), context), ...match.range('a')),
    ...sayNumber(tensWords(match.group('b'), context), ...match.range('b')),
  ],
};

/** `16:9`: a ratio; a time of day has two digits after its colon. */
const ratio: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?<a>\d{1,6}):(?<b>\d{1,6})(?![:\d])${TOKEN_END}`),
  read(match, context) {
    const [, colon] = match.range('a');
    return [
      ...say(numberWords(match.group('a'), context), ...match.range('a')),
      ...say('to', colon, colon + 1),
      ...sayNumber(numberWords(match.group('b'), context), ...match.range('b')),
    ];
  },
};

/** Four digits that are a year by what stands around them. */
const year: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?<n>1[1-9]\d\d|20\d\d)(?![\d%‰°]|[.,:/]\d)(?=(?<after>.{0,12}))${TOKEN_END}`),
  read(match, context) {
    if (!looksLikeYear(match.group('n'), context.text.slice(0, match.from), match.group('after'))) return undefined;
    return sayNumber(yearWords(match.group('n'), context), match.from, match.to);
  },
};

const BEFORE_YEAR =
  /(?:^|[\s(])(?:in|since|by|until|till|from|before|after|of|during|around|circa|ca\.|late|early|mid|year|class|spring|summer|autumn|fall|winter|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\.?,? ?$|[(–—-]$/i;
const AFTER_YEAR = /^ ?(?:AD|BC|BCE|CE)\b|^[)–—-]/;
const COUNTED = /^ (?:\p{Ll}+s|people|men|women|children|percent|million|billion|thousand|hundred)\b/u;

function looksLikeYear(digits: string, before: string, after: string): boolean {
  if (COUNTED.test(after) || /[$£€¥#]\s?$/.test(before)) return false;
  if (BEFORE_YEAR.test(before.slice(-16)) || AFTER_YEAR.test(after)) return true;
  return digits >= '1900' && digits < '2100';
}

/** Version numbers and addresses: two points and more. */
const dotted: ReadingRule = {
  begins: ['digit', 'letter'],
  pattern: rulePattern(
    String.raw`(?<v>[vV]\.? ?)?(?<n>\d{1,6}(?:\.\d{1,6}){1,8})(?<pre>-(?:alpha|beta|rc)(?:\.\d+)?)?${TOKEN_END}`,
  ),
  read(match, context) {
    const [from] = match.range('n');
    const numbers = match.group('n').split('.');
    if (numbers.length < 3 && match.group('v') === '') return undefined;
    const named = match.group('v') === '' || /version $/i.test(context.text.slice(0, match.from).slice(-8));
    const pieces = named ? [] : say('version', ...match.range('v'));
    const dot = numbers.length === 4 && match.group('v') === '' ? 'dot' : 'point';
    let at = from;
    for (const [index, number] of numbers.entries()) {
      if (index > 0) pieces.push(...say(dot, at - 1, at));
      pieces.push(...sayNumber(integerWords(number, context), at, at + number.length));
      at += number.length + 1;
    }
    if (match.group('pre') !== '') {
      const [preFrom, preTo] = match.range('pre');
      const [name = '', number] = match.group('pre').slice(1).split('.');
      const spoken = `${name === 'rc' ? 'R C' : name} ${number === undefined ? '' : integerWords(number, context)}`;
      pieces.push(...say(spoken, preFrom, preTo));
    }
    return pieces;
  },
};

const plain: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(`(?<n>${NUMBER})`),
  read: (match, context) => sayNumber(numberWords(match.group('n'), context), match.from, match.to),
};

const EXPONENTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `x²`, `10⁶`: it stands within a token. */
export const EXPONENT_RULE: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`(?<=[\p{L}\p{N})\]])(?<e>⁻?[${EXPONENTS}]+)`),
  read(match, context) {
    const digits = Array.from(match.group('e').replace('⁻', ''), (digit) => EXPONENTS.indexOf(digit)).join('');
    const negative = match.text.startsWith('⁻');
    const words =
      !negative && digits === '2'
        ? 'squared'
        : !negative && digits === '3'
          ? 'cubed'
          : `to the power of ${negative ? 'minus ' : ''}${integerWords(digits, context)}`;
    return asNumeric(say(words, match.from, match.to));
  },
};

/** `98` of `'98`, `05` of `2005`. */
export function tensWords(digits: string, style: ReadingContext): string {
  return digits.startsWith('0') ? `oh ${digitWords(digits.slice(1))}` : integerWords(digits, style);
}

/** Signs that stand before a number or between two. */
export const SIGN_RULES: readonly ReadingRule[] = [minus, rangeDash, minusBetween];

/** Numbers of all sorts; they come after what begins with a number and is more. */
export const NUMBER_RULES: readonly ReadingRule[] = [
  ordinal,
  decade,
  shortYear,
  vulgarFraction,
  season,
  ratio,
  slashFraction,
  dotted,
  year,
];

/** Any number at all. */
export const PLAIN_NUMBER_RULE = plain;
