import { emojiPattern } from '../emoji-names.ts';
import { type SpokenPiece, say } from '../spoken-piece.ts';
import { type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';

/** Symbols that are read wherever they stand. */
const ALWAYS: Readonly<Record<string, string>> = {
  '&': 'and',
  '@': 'at',
  '=': 'equals',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '≤': 'less than or equal to',
  '≥': 'greater than or equal to',
  '≠': 'not equal to',
  '≈': 'approximately',
  '≡': 'is equivalent to',
  '√': 'square root of',
  '∞': 'infinity',
  '∑': 'sum of',
  '∫': 'integral of',
  '∂': 'partial',
  '∈': 'in',
  '°': 'degrees',
  º: 'degrees',
  '%': 'percent',
  '‰': 'per mille',
  '§': 'section',
  '¶': 'paragraph',
  '©': 'copyright',
  '®': 'registered',
  '™': 'trademark',
  '℠': 'service mark',
  '№': 'number',
  '→': 'to',
  '⇒': 'implies',
  $: 'dollars',
  '£': 'pounds',
  '€': 'euros',
  '¥': 'yen',
  '¢': 'cents',
  '₹': 'rupees',
  '₿': 'bitcoin',
  '†': 'dagger',
  '‡': 'double dagger',
  '♯': 'sharp',
  '♭': 'flat',
  '−': 'minus',
};

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  Δ: 'delta',
  ε: 'epsilon',
  θ: 'theta',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  σ: 'sigma',
  Σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  ω: 'omega',
  Ω: 'omega',
};

/** A Greek letter that stands alone is a symbol; before words, which would take it as it is. */
export const GREEK_LETTER_RULE: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(`[${Object.keys(GREEK).join('')}]${TOKEN_END}`),
  read: (match) => say(GREEK[match.text] ?? match.text, match.from, match.to),
};

/** A line of signs is a rule across the page, and says nothing. */
const decoration: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`(?<sign>[-=*_~#+.<>|/\\^&@$%!?:;,–—])\k<sign>{2,}`),
  read: (match) => (/^[-=*_~#+<>|/\\^&@$%–—]/.test(match.text) ? [] : undefined),
};

/** `:-)`: a face in letters. */
const emoticon: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`(?<=^|\s)(?:[:;=][-']?[()DPpO|/\\*3]|<3|\^_\^)(?=$|[\s.,!?])`),
  read: () => [],
};

/** A tag of HTML that was left in the text. */
const tag: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?:\s[^<>]{0,200})?/?>`),
  read: () => [],
};

/** `C++`, `C#`: before words, which would take the letter. */
export const NAMED_LANGUAGE_RULE: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`(?<letter>[CFJ])(?<sign>\+\+|#)(?![\p{L}\p{N}])`),
  read: (match) => [
    ...say(match.group('letter'), ...match.range('letter')),
    ...say(match.group('sign') === '#' ? 'sharp' : 'plus plus', ...match.range('sign')),
  ],
};

/** Signs that are read by what stands around them. */
const inContext: readonly ReadingRule[] = [
  // "file.txt", "Node.js"
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=[\p{L}\p{N}])\.(?=[\p{Ll}\d])`),
    read: (match) => say('dot', match.from, match.to),
  },
  { begins: ['sign'], pattern: rulePattern('&&'), read: (match) => say('and', match.from, match.to) },
  // The name of a variable.
  { begins: ['sign'], pattern: rulePattern(String.raw`\$(?=\p{L})`), read: () => [] },

  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`\+(?=\s?[\p{L}\p{N}$£€.(])|(?<=\d)\+`),
    read: (match) => say('plus', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(`<=|>=|!=|==`),
    read: (match) => {
      const words = { '<=': 'less than or equal to', '>=': 'greater than or equal to', '!=': 'not equal to' };
      return say(words[match.text as keyof typeof words] ?? 'equals', match.from, match.to);
    },
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`<(?=\s?[\p{L}\d$£€.])`),
    read: (match) => say('less than', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=[\p{L}\p{N})]\s?)>(?=\s?[\p{L}\d$£€.-])|>(?=\d)`),
    read: (match) => say('greater than', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`~(?=\s?[\d$£€])`),
    read: (match) => say('about', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`#(?=\s?\d)`),
    read: (match) => say('number', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=[\d)]\s?)\*(?=\s?[\d(])`),
    read: (match) => say('times', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=[\p{L}\p{N}])\^(?=[\p{L}\p{N}-])`),
    read: (match) => say('to the power of', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=[\d)]\s)/(?=\s[\d(])`),
    read: (match) => say('divided by', match.from, match.to),
  },
  // "and/or" and "he/she" are said without it.
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<!\b(?:and|he|she|his|him|s))(?<=[\p{L}\p{N}])/(?=[\p{L}\p{N}])`),
    read: (match) => say('slash', match.from, match.to),
  },
  {
    begins: ['sign'],
    pattern: rulePattern(String.raw`(?<=\p{L})\\(?=\p{L})`),
    read: (match) => say('backslash', match.from, match.to),
  },
];

const always: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(`[${Object.keys(ALWAYS).join('')}]\\ufe0f?`),
  read: (match) => say(ALWAYS[match.text.replace('\ufe0f', '')] ?? '', match.from, match.to),
};

/** An emoji, and the same again right after it: it is named once. One that has no name is silent. */
const emoji: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(String.raw`(?<one>${emojiPattern})(?: ?\k<one>){0,200}`),
  read(match, context): SpokenPiece[] {
    const name = context.emoji.nameOf(match.group('one'));
    return say(name?.replace(/[:,.“”"()]/g, ' ') ?? '', match.from, match.to);
  },
};

/** Symbols, after everything that they can be part of. */
export const SYMBOL_RULES: readonly ReadingRule[] = [tag, emoticon, decoration, ...inContext, always, emoji];
