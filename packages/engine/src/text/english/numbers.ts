import { toCardinal, toOrdinal } from 'n2words/en-US';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Longest number that is read as one; longer ones are read digit by digit. */
const MOST_DIGITS = 15;

/** How numbers are read. */
export interface NumberStyle {
  /** Whether "and" follows hundreds. */
  readonly british: boolean;
}

/** A number as it is written, `1,234.50` or `1 234` or `.5`, in words. */
export function numberWords(written: string, style: NumberStyle): string {
  const [integer = '', fraction] = written.replaceAll(/[, ]/g, '').split('.');
  const whole = integer === '' ? 'zero' : integerWords(integer, style);
  return fraction === undefined ? whole : `${whole} point ${digitWords(fraction)}`;
}

/** Digits as one number; with a leading zero, or too many, one by one. */
export function integerWords(digits: string, { british }: NumberStyle): string {
  if (digits.length > MOST_DIGITS || /^0\d/.test(digits)) return digitWords(digits);
  return toCardinal(digits, { and: british });
}

/** Digits one by one. */
export function digitWords(digits: string): string {
  return Array.from(digits, (digit) => DIGITS[Number(digit)] ?? '').join(' ');
}

/** `third`, `twenty-first`. */
export function ordinalWords(digits: string, { british }: NumberStyle): string {
  const plain = digits.replaceAll(',', '');
  if (/^0+$/.test(plain)) return 'zeroth';
  if (plain.length > MOST_DIGITS) return digitWords(plain);
  const words = toOrdinal(plain);
  return british ? words.replace(/hundred (?!thousand|million|billion|trillion)/g, 'hundred and ') : words;
}

/** A year as it is said: `nineteen eighty-four`, `two thousand five`, `twenty twenty-six`. */
export function yearWords(digits: string, style: NumberStyle): string {
  const year = Number(digits);
  const century = Math.floor(year / 100);
  const rest = year % 100;
  if (year < 1000 || year > 9999 || (rest < 10 && century % 10 === 0)) return integerWords(String(year), style);
  const first = integerWords(String(century), style);
  if (rest === 0) return `${first} hundred`;
  return `${first} ${rest < 10 ? `oh ${integerWords(String(rest), style)}` : integerWords(String(rest), style)}`;
}

/** The decade of a year: `nineteen eighties`, `nineties`. */
export function decadeWords(digits: string, style: NumberStyle): string {
  const words = digits.length > 2 ? yearWords(digits, style) : integerWords(digits, style);
  return words.replace(/y$/, 'ie').concat('s');
}

/** Whether a number as it is written is one, so that what it counts is singular. */
export function isOne(written: string): boolean {
  return written === '1';
}

const FRACTIONS: Readonly<Record<number, string>> = {
  2: 'half',
  3: 'third',
  4: 'quarter',
  5: 'fifth',
  6: 'sixth',
  7: 'seventh',
  8: 'eighth',
  9: 'ninth',
  10: 'tenth',
  12: 'twelfth',
  16: 'sixteenth',
  20: 'twentieth',
  32: 'thirty second',
  64: 'sixty fourth',
  100: 'hundredth',
  1000: 'thousandth',
};

/** What the lower part of a fraction is called; `undefined` for one that is rare. */
export function fractionName(numerator: number, denominator: number): string | undefined {
  const name = FRACTIONS[denominator];
  if (name === undefined || numerator === 1) return name;
  return denominator === 2 ? 'halves' : `${name}s`;
}

/** The value of a Roman numeral; `undefined` if it is none as they are rightly written. */
export function romanValue(numeral: string): number | undefined {
  const valid = /^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(numeral);
  if (!valid) return undefined;
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  const digits = Array.from(numeral, (letter) => values[letter] ?? 0);
  return digits.reduce((sum, value, index) => sum + (value < (digits[index + 1] ?? 0) ? -value : value), 0);
}
