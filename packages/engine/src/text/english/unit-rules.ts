import { asNumeric, say } from '../spoken-piece.ts';
import { isOne, numberWords } from './numbers.ts';
import { NUMBER, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';
import { LENGTHS, PER, TIGHT_UNITS, UNITS, type UnitName } from './unit-names.ts';

const alternatives = (symbols: readonly string[]) => [...symbols].sort((a, b) => b.length - a.length).join('|');
const UNIT = alternatives(Object.keys(UNITS));
const LENGTH = alternatives(LENGTHS);
const PER_UNIT = alternatives(Object.keys(PER));

/** A number and its unit: `5 km`, `10 m²`, `90 km/h`, `60°C`. */
const quantity: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(
    String.raw`(?<n>${NUMBER})(?<gap>[ -]?)(?:(?<length>${LENGTH})(?<power>[²³]|\^?[23])|(?<sq>sq\.? )(?<sqLength>${LENGTH})|(?<unit>${UNIT}))(?:/(?<per>${PER_UNIT}))?${TOKEN_END}(?:\.(?= \p{Ll}))?`,
  ),
  read(match, context) {
    const written = match.group('n');
    const symbol = match.group('unit');
    if (match.group('gap') !== '' && TIGHT_UNITS.has(symbol)) return undefined;
    // "3x + 1" is a product, "3x" is a number of times.
    if (symbol === 'x' && /^ ?[-+=*/^]/.test(context.text.slice(match.to, match.to + 2))) return undefined;
    const one = isOne(written);
    const name = unitName(match.group('unit'), match.group('length') || match.group('sqLength'), match.group('power'));
    const per = PER[match.group('per')];
    const words = `${one ? name[0] : name[1]}${per === undefined ? '' : ` per ${per}`}`;
    const [, numberTo] = match.range('n');
    const unitFrom = numberTo + match.group('gap').length;
    return [...say(numberWords(written, context), match.from, numberTo), ...asNumeric(say(words, unitFrom, match.to))];
  },
};

function unitName(unit: string, length: string, power: string): UnitName {
  if (length === '') return UNITS[unit] ?? [unit, unit];
  const shape = power.endsWith('³') || power.endsWith('3') ? 'cubic' : 'square';
  const [one, many] = UNITS[length] ?? [length, length];
  return [`${shape} ${one}`, `${shape} ${many}`];
}

/** `5'10"`: feet and inches. */
const feetAndInches: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(
    String.raw`(?<ft>\d{1,2}) ?(?<ftMark>['′’]|ft\.?) ?(?<in>\d{1,2}) ?(?<inMark>["″”]|in\b\.?(?! (?:the|a|an|my|his|her|our|this|that)\b))`,
  ),
  read(match, context) {
    const [ft, inches] = [match.group('ft'), match.group('in')];
    return [
      ...say(numberWords(ft, context), ...match.range('ft')),
      ...say(isOne(ft) ? 'foot' : 'feet', ...match.range('ftMark')),
      ...say(numberWords(inches, context), ...match.range('in')),
      ...say(isOne(inches) ? 'inch' : 'inches', ...match.range('inMark')),
    ];
  },
};

/** `°C` without a number. */
const degrees: ReadingRule = {
  begins: ['sign'],
  pattern: rulePattern(`(?<unit>°[CF]|℃|℉)${TOKEN_END}`),
  read: (match) => asNumeric(say(UNITS[match.group('unit')]?.[1] ?? 'degrees', match.from, match.to)),
};

/** Quantities; they come before plain numbers. */
export const UNIT_RULES: readonly ReadingRule[] = [feetAndInches, quantity, degrees];
