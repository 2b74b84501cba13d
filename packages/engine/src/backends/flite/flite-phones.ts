import { type IpaSound, readIpa } from '../phonetics/read-ipa.ts';

/** Flite's name for a pause. */
export const PAUSE = 'pau';

const VOWELS = new Set('aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw'.split(' '));

/** Tells whether a phone of flite is a vowel. */
export function isVowel(phone: string): boolean {
  return VOWELS.has(phone);
}

// The sounds of English, and for the sounds of other languages what an English speaker would make of them.
const PHONES: Readonly<Record<string, string>> = {
  p: 'p',
  b: 'b',
  t: 't',
  d: 'd',
  k: 'k',
  ɡ: 'g',
  f: 'f',
  v: 'v',
  θ: 'th',
  ð: 'dh',
  s: 's',
  z: 'z',
  ʃ: 'sh',
  ʒ: 'zh',
  h: 'hh',
  m: 'm',
  n: 'n',
  ŋ: 'ng',
  l: 'l',
  ɫ: 'l',
  r: 'r',
  ɹ: 'r',
  ɻ: 'r',
  j: 'y',
  w: 'w',
  ʍ: 'hh w',
  ɾ: 'd',
  ʔ: 't',
  tʃ: 'ch',
  dʒ: 'jh',
  ts: 't s',
  dz: 'd z',
  tɕ: 'ch',
  dʑ: 'jh',
  ɕ: 'sh',
  ʑ: 'zh',
  ʂ: 'sh',
  ʐ: 'zh',
  ç: 'hh',
  x: 'k',
  χ: 'k',
  ɣ: 'g',
  ʁ: 'r',
  ʀ: 'r',
  ɸ: 'f',
  β: 'v',
  ʋ: 'v',
  ɦ: 'hh',
  ħ: 'hh',
  ɱ: 'm',
  ɲ: 'n y',
  ɳ: 'n',
  ɴ: 'ng',
  ʎ: 'l y',
  ʟ: 'l',
  ɭ: 'l',
  ɬ: 'l',
  ɖ: 'd',
  ʈ: 't',
  c: 'k',
  ɟ: 'g',
  q: 'k',
  ɰ: 'w',
  ɥ: 'w',
  i: 'iy',
  ɪ: 'ih',
  ᵻ: 'ih',
  ɨ: 'ih',
  e: 'ey',
  eɪ: 'ey',
  ɛ: 'eh',
  æ: 'ae',
  a: 'aa',
  ɑ: 'aa',
  ɒ: 'aa',
  ɶ: 'aa',
  ɔ: 'ao',
  o: 'ow',
  oʊ: 'ow',
  əʊ: 'ow',
  ʊ: 'uh',
  u: 'uw',
  ʉ: 'uw',
  ɯ: 'uw',
  ʌ: 'ah',
  ɐ: 'ah',
  ɤ: 'ah',
  ə: 'ax',
  ɘ: 'ax',
  ɵ: 'ax',
  ɜ: 'er',
  ɝ: 'er',
  ɚ: 'er',
  ɞ: 'er',
  y: 'uw',
  ʏ: 'uh',
  ø: 'er',
  œ: 'er',
  aɪ: 'ay',
  aʊ: 'aw',
  ɔɪ: 'oy',
  ɪə: 'ih r',
  eə: 'eh r',
  ʊə: 'uh r',
};

/**
 * Turns IPA into a line of flite's lexicon: its phones, vowels with their stress (`t ax0 m ey1 t ow0`).
 * @returns Empty when nothing in it is a sound that flite can make.
 */
export function fliteLexiconPhones(ipa: string): string[] {
  const sounds = readIpa(ipa);
  const firstVowel = sounds.findIndex((sound) => sound.vowel);
  const isMarked = sounds.some((sound) => sound.stress === 2);
  return sounds.flatMap((sound, index) => {
    // A word without a stress mark is stressed where English mostly is: on its first vowel.
    const stressed = isMarked ? sound.stress === 2 : index === firstVowel;
    return phonesOf(sound, stressed);
  });
}

function phonesOf(sound: IpaSound, stressed: boolean): string[] {
  const phones = PHONES[sound.symbol]?.split(' ') ?? [];
  if (sound.syllabic) return ['ax0', ...phones];
  return phones.map((phone) => {
    if (!isVowel(phone)) return phone;
    if (phone === 'ax') return stressed ? 'ah1' : 'ax0';
    return phone + (stressed ? '1' : '0');
  });
}

/** A phone of the lexicon as flite prints it when it speaks: without stress. */
export function spokenPhone(lexiconPhone: string): string {
  return lexiconPhone.replace(/\d$/, '');
}
