import { type IpaSound, readIpa } from '../phonetics/read-ipa.ts';

/**
 * espeak's mnemonics for a sound, the nearest first; a language has some of them. Several in one, with `|` between them,
 * stand for one sound that espeak makes of two.
 * @see https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md
 */
const MNEMONICS: Readonly<Record<string, string>> = {
  ɡ: 'g',
  θ: 'T t',
  ð: 'D d',
  ʃ: 'S',
  ʒ: 'Z S',
  ç: 'C S',
  ŋ: 'N n',
  ʝ: 'J^ j',
  ɲ: 'n^ n|j',
  ɴ: 'N n',
  ɳ: 'n. n',
  ɱ: 'm',
  ɹ: 'r',
  ɻ: 'r',
  r: 'R2 r',
  ʁ: 'R r',
  ʀ: 'R r',
  ɾ: '* t# r',
  ɫ: 'l',
  ʎ: 'l^ l|j',
  ɭ: 'l. l',
  ɬ: 'l',
  ʔ: '?',
  x: 'x h',
  χ: 'X x',
  ɣ: 'Q g',
  β: 'B v',
  ɸ: 'F f',
  ʋ: 'v# v',
  ɦ: 'h',
  ħ: 'H h',
  ʍ: 'w',
  ɥ: 'w',
  ɰ: 'w',
  ɕ: 'S; S',
  ʑ: 'Z; Z',
  ʂ: 's. S',
  ʐ: 'z. Z',
  ɖ: 'd. d',
  ʈ: 't. t',
  c: 'c k',
  ɟ: 'J g',
  q: 'q k',
  tʃ: 'tS t|S',
  dʒ: 'dZ d|Z',
  ts: 'ts t|s',
  dz: 'dz d|z',
  tɕ: 'tS; tS',
  dʑ: 'dZ; dZ',
  ɪ: 'I i',
  ᵻ: 'I# I i',
  ɨ: 'i" I i',
  e: 'e eI E',
  ɛ: 'E e',
  æ: 'a& a E',
  a: 'a A a:',
  ɑ: 'A A: a',
  ɒ: '0 O o',
  ɔ: 'O o',
  o: 'o oU O',
  ʊ: 'U u',
  u: 'u u:',
  ʉ: 'u" u:',
  ɯ: 'u- u:',
  ʌ: 'V a',
  ɐ: 'a# a',
  ɤ: 'o- V o',
  ə: '@ e',
  ɘ: '@ e',
  ɵ: '@ e',
  ɜ: '3: @: W @ E',
  ɝ: '3: @: W @ E',
  ɞ: '3: @: W @ E',
  ɚ: '3 @ E',
  y: 'y u:',
  ʏ: 'Y2 y U',
  ø: 'Y W 3: e',
  œ: 'W Y 3: E',
  eɪ: 'eI e|i e',
  aɪ: 'aI a|i a',
  aʊ: 'aU a|u a',
  ɔɪ: 'OI O|i O',
  oʊ: 'oU o|u o',
  əʊ: 'oU o|u o',
  ɪə: 'i@ i|@ i',
  eə: 'e@ E|@ E',
  ʊə: 'U@ U|@ u',
};

// Where English has one of its own that the table would miss.
const ENGLISH: Readonly<Record<string, string>> = {
  r: 'r',
  i: 'i',
  iː: 'i:',
  uː: 'u:',
  u: 'u:',
  æ: 'a',
  a: 'a',
  ɑ: 'A:',
  ɔː: 'O:',
};

const SYLLABIC: Readonly<Record<string, string>> = { n: 'n- @|n', l: '@L @|l', m: 'm- @|m', ɹ: '3 @|r', r: '3 @|r' };

/** Tells whether the voice in use has a phoneme of this mnemonic. */
export type HasPhoneme = (mnemonic: string) => boolean;

/**
 * Turns IPA into espeak's phoneme mnemonics, for its double brackets.
 * @returns Empty when a sound in it has no counterpart in the voice's language: then the letters are read.
 */
export function espeakPhonemes(ipa: string, options: { readonly english: boolean; readonly has: HasPhoneme }): string {
  const mnemonics: string[] = [];
  for (const sound of readIpa(ipa)) {
    const found = candidates(sound, options.english).find((each) => each.split('|').every(options.has));
    if (found === undefined) return '';
    mnemonics.push((['', ',', "'"][sound.stress] ?? '') + found);
  }
  return mnemonics.join('|');
}

function candidates(sound: IpaSound, english: boolean): string[] {
  const { symbol, long, syllabic } = sound;
  const own = english ? (ENGLISH[long ? `${symbol}ː` : symbol] ?? ENGLISH[symbol]) : undefined;
  const plain = MNEMONICS[symbol]?.split(' ') ?? (/^[a-z]$/.test(symbol) ? [symbol] : []);
  const general = long ? plain.flatMap((each) => [each.endsWith(':') ? each : `${each}:`, each]) : plain;
  const consonantal = syllabic ? (SYLLABIC[symbol]?.split(' ') ?? []) : [];
  return [...consonantal, ...(own === undefined ? [] : [own]), ...general];
}
