import { type SpokenPiece, say, spell } from '../spoken-piece.ts';
import { integerWords } from './numbers.ts';
import { type ReadingRule, rulePattern } from './rule.ts';

const TLD =
  'com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|co|me|tv|us|uk|de|fr|nl|be|es|it|pt|pl|ch|at|se|no|dk|fi|ie|eu|ca|au|nz|jp|cn|in|br|ru|xyz|tech|blog|cloud|online|site|shop|page|wiki|news|fm|gg|ly|example|test|local';
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?`;
const DOMAIN = String.raw`(?:${LABEL}\.){1,8}`;
const PATH = String.raw`(?::\d{1,5})?(?:[/?#][^\s<>"'“”‘’«»]{0,300})?`;

/** `https://example.com/a?b=c`: the scheme is silent. */
const url: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`(?:https?|ftp|wss?):\/\/(?<rest>[^\s<>"'“”‘’«»]{1,300})`),
  read: (match) => readAddress(match.group('rest'), match.range('rest')[0]),
};

/** `www.example.com`, `example.co.uk/path`. */
const bareDomain: ReadingRule = {
  begins: ['letter', 'digit'],
  pattern: rulePattern(String.raw`(?<rest>(?:www\.${DOMAIN}\p{L}{2,12}|${DOMAIN}(?:${TLD}))(?![\p{L}\p{N}])${PATH})`),
  read(match) {
    // "end.It was" is a forgotten space: a top level is written small, or all of it large.
    if (/\.\p{Lu}\p{Ll}/u.test(match.text) && !match.text.startsWith('www')) return undefined;
    return readAddress(match.group('rest'), match.from);
  },
};

const email: ReadingRule = {
  begins: ['letter', 'digit', 'sign'],
  pattern: rulePattern(String.raw`(?:mailto:)?(?<rest>[\p{L}\p{N}._%+-]{1,64}@${DOMAIN}[\p{L}]{2,24})`),
  read: (match) => readAddress(match.group('rest'), match.range('rest')[0]),
};

/** `#hashtag`; `#1` is "number one". */
const hashtag: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`#(?<rest>\p{L}[\p{L}\p{N}_]{0,99})`),
  read(match) {
    const [from] = match.range('rest');
    return [...say('hashtag', match.from, from), ...readAddress(match.group('rest'), from)];
  },
};

const mention: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`@(?<rest>[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_]|[\p{L}\p{N}_])`),
  read(match) {
    const [from] = match.range('rest');
    return [...say('at', match.from, from), ...readAddress(match.group('rest'), from)];
  },
};

const SIGNS: Readonly<Record<string, string>> = {
  '.': 'dot',
  '/': 'slash',
  '@': 'at',
  '-': 'dash',
  _: 'underscore',
  '?': 'question mark',
  '=': 'equals',
  '&': 'and',
  '#': 'hash',
  '%': 'percent',
  '+': 'plus',
  '~': 'tilde',
  ':': 'colon',
};
/** Ends of an address that belong to the sentence. */
const TRAILING = /[.,;:!?)\]}*'"/_-]+$/;
// Words by case (`someTag`), numbers, and signs.
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{Lu}|\d+|./gsu;

function readAddress(address: string, from: number): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  for (const part of address.replace(TRAILING, '').matchAll(PART)) {
    const at = from + part.index;
    const to = at + part[0].length;
    const sign = SIGNS[part[0]];
    if (sign !== undefined) pieces.push(...say(sign, at, to));
    else if (/^\d/.test(part[0])) pieces.push(...say(integerWords(part[0], { british: false }), at, to));
    else if (isInitials(part[0])) pieces.push(...spell(part[0], at));
    else if (/\p{L}/u.test(part[0])) pieces.push({ text: part[0], from: at, to });
  }
  return pieces;
}

/** `www`, `io`, `BBC`: said letter by letter. */
function isInitials(part: string): boolean {
  if (/^(?:io|ai|tv|uk|eu|fm|us|id|api|ui|ip)$/i.test(part)) return true;
  return part.length <= 5 && part.length > 1 && /^[a-z]+$/i.test(part) && !/[aeiouy]/i.test(part);
}

/** Addresses of the web; they come before words and numbers. */
export const WEB_RULES: readonly ReadingRule[] = [url, email, bareDomain, hashtag, mention];
