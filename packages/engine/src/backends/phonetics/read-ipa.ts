/** One sound of a pronunciation, in one normalised spelling: `tʃ`, `aɪ`, `ə`. */
export interface IpaSound {
  readonly symbol: string;
  /** Stress of the syllable whose vowel this is: 2 primary, 1 secondary, 0 none. Always 0 for a consonant. */
  readonly stress: 0 | 1 | 2;
  readonly vowel: boolean;
  /** Marked long (`ː`). */
  readonly long: boolean;
  /** A consonant that makes a syllable (`n̩`). */
  readonly syllabic: boolean;
}

const VOWELS = new Set('aeiouyɐɑɒæɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏøœᵻ');

// Two letters that are one sound. The longest match wins.
const PAIRS = new Set('tʃ dʒ ts dz tɕ dʑ aɪ aʊ eɪ oʊ əʊ ɔɪ ɪə eə ɛə ʊə ai au ei ou ɔi oi aj aw ej ow ɔj'.split(' '));

// Other spellings of the same sound.
const SAME: Readonly<Record<string, string>> = {
  g: 'ɡ',
  ʧ: 'tʃ',
  ʤ: 'dʒ',
  ʦ: 'ts',
  ʣ: 'dz',
  ʨ: 'tɕ',
  ʥ: 'dʑ',
  ai: 'aɪ',
  aj: 'aɪ',
  au: 'aʊ',
  aw: 'aʊ',
  ei: 'eɪ',
  ej: 'eɪ',
  ou: 'oʊ',
  ow: 'oʊ',
  oi: 'ɔɪ',
  ɔi: 'ɔɪ',
  ɔj: 'ɔɪ',
  ɛə: 'eə',
};

const PRIMARY = /[ˈ'′]/u;
const SECONDARY = /[ˌ,]/u;
const SYLLABIC = '\u0329';
const LONG = /[ːˑ:]/u;
const IGNORED = /[\p{M}\p{Lm}\p{P}\p{S}\p{Z}\p{C}]/u;

/**
 * Reads the International Phonetic Alphabet as a list of sounds. Ties, syllable dots, slashes, brackets and diacritics
 * that change a sound only slightly are skipped.
 * @param ipa - Such as `təˈmeɪtoʊ` or `/tə.ˈmeɪ.toʊ/`.
 * @returns Empty when there is no sound in it.
 */
export function readIpa(ipa: string): IpaSound[] {
  const letters = [...ipa.normalize('NFD').replaceAll('c\u0327', 'ç')].filter((letter) => !isTie(letter));
  const sounds: IpaSound[] = [];
  let stress: IpaSound['stress'] = 0;
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? '';
    const last = sounds.at(-1);
    if (PRIMARY.test(letter)) stress = 2;
    else if (SECONDARY.test(letter)) stress = 1;
    else if (LONG.test(letter)) replaceLast(sounds, last && { ...last, long: true });
    else if (letter === SYLLABIC) replaceLast(sounds, last && { ...last, syllabic: !last.vowel });
    else if (!IGNORED.test(letter)) {
      const pair = letter + (letters[index + 1] ?? '');
      const isPair = PAIRS.has(pair);
      if (isPair) index++;
      const symbol = isPair ? pair : letter.toLowerCase();
      const vowel = VOWELS.has(symbol.charAt(0));
      sounds.push({ symbol: SAME[symbol] ?? symbol, stress: vowel ? stress : 0, vowel, long: false, syllabic: false });
      if (vowel) stress = 0;
    }
  }
  return sounds;
}

function isTie(letter: string): boolean {
  return letter === '\u0361' || letter === '\u035c' || letter === '\u200d';
}

function replaceLast(sounds: IpaSound[], sound: IpaSound | undefined): void {
  if (sound) sounds[sounds.length - 1] = sound;
}
