// Latin letters that do not come apart into a plain letter and its marks.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'th',
  Ð: 'Th',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  ŋ: 'ng',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '′': "'",
  '‐': '-',
  '‑': '-',
  '−': '-',
};

/**
 * Writes a word in the ASCII that flite reads: accents are dropped, typographic quotes and hyphens become plain ones, and
 * what has no counterpart in English writing is left out.
 * @returns May be empty; never holds white space or control characters.
 */
export function asciiWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[^\0-\x7f]/gu, (letter) => LETTERS[letter] ?? '')
    .replace(/[^!-~]/g, '');
}

const PAUSES: Readonly<Record<string, string>> = {
  '.': '.',
  '。': '.',
  '।': '.',
  '!': '!',
  '?': '?',
  '؟': '?',
  ';': ';',
  ':': ':',
};

const PAUSE_MARK = /[.,;:!?。、，।؟—–―]|\s[-−(]|[)]\s/gu;

/**
 * Writes what stands between two words as flite reads it.
 * @returns The last mark that makes a pause, if there is one, and a space.
 */
export function asciiGap(gap: string): string {
  const last = [...gap.normalize('NFKC').matchAll(PAUSE_MARK)].at(-1);
  return last ? `${PAUSES[last[0]] ?? ','} ` : ' ';
}
