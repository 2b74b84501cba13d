import { asNumeric, type SpokenPiece, say } from '../spoken-piece.ts';
import { ordinalWords, yearWords } from './numbers.ts';
import { type Match, type ReadingContext, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';
import { clockWords } from './time-rules.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};
const MONTH = String.raw`(?<month>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))(?<dot>\.?)`;
const YEAR = String.raw`(?<comma>,?) (?<year>[12]\d{3})(?![\d:]|[.,]\d)`;

/** `2026-11-21`, with or without a time: the words share the range, since they come in another order. */
const isoDate: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(
    String.raw`(?<y>[12]\d{3})(?<sep>[-/.])(?<m>\d{1,2})\k<sep>(?<d>\d{1,2})(?:[T ](?<time>(?<h>\d\d):(?<min>\d\d))(?::\d\d(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?${TOKEN_END}`,
  ),
  read(match, context) {
    const date = readDate(match, [match.group('y'), match.group('m'), match.group('d')], context, match.range('d')[1]);
    if (!date || match.group('time') === '') return date;
    const [from, to] = match.range('time');
    const zone = match.group('zone') === 'Z' ? say('U T C', ...match.range('zone')) : [];
    return [...date, ...say(clockWords(match.group('h'), match.group('min'), context), from, to), ...zone];
  },
};

/** `21/11/2026`, `11/21/2026`, `21.11.2026`: by what it can be, then by the custom of the country. */
const numericDate: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(
    String.raw`(?<a>\d{1,2})(?<sep>[-/.])(?<b>\d{1,2})\k<sep>(?<y>[12]\d{3}|\d\d(?![\d/]|[.-]\d))${TOKEN_END}`,
  ),
  read(match, context) {
    const [a, b, written] = [match.group('a'), match.group('b'), match.group('y')];
    if (written.length === 2 && match.group('sep') !== '/') return undefined;
    const dayFirst = Number(a) > 12 || (Number(b) <= 12 && (context.british || match.group('sep') === '.'));
    const year = written.length === 2 ? `${Number(written) < 50 ? '20' : '19'}${written}` : written;
    return readDate(match, dayFirst ? [year, b, a] : [year, a, b], context, match.to);
  },
};

function readDate(
  match: Match,
  [year = '', month = '', day = '']: readonly string[],
  context: ReadingContext,
  to: number,
): SpokenPiece[] | undefined {
  const name = MONTHS[Number(month) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return undefined;
  const words = say(`${name} ${dayWords(day, context)}`, match.from, to);
  return [...withComma(words), ...say(yearWords(year, context), match.from, to)];
}

/** `Nov 21, 2026`, `November 21st`. */
const monthFirst: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`${MONTH} (?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:${YEAR})?${TOKEN_END}`),
  read(match, context) {
    const day = readDay(match, context);
    const year = readYear(match, context);
    return day && [...readMonth(match), ...(year.length > 0 ? withComma(day) : day), ...year];
  },
};

/** `21 Nov 2026`, `21st of November`. */
const dayFirst: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?(?<of> of)? ${MONTH}(?:${YEAR})?${TOKEN_END}`),
  read(match, context) {
    const day = readDay(match, context);
    if (!day) return undefined;
    const [from, to] = match.range('month');
    const month = say(`of ${monthName(match.group('month'))}`, match.group('of') === '' ? from : from - 3, to);
    return [...day, ...month.map((piece) => ({ ...piece, to: match.range('dot')[1] })), ...readYear(match, context)];
  },
};

/** `Nov. 2026`; a month that is written out needs no rule. */
const monthAndYear: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(`${MONTH}${YEAR}${TOKEN_END}`),
  read: (match, context) => [...readMonth(match), ...readYear(match, context)],
};

/** `Mon., Nov. 3`: days are shortened before dates. */
const weekday: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(
    String.raw`(?<name>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|r|rs|ur)?\.?(?=,? (?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))`,
  ),
  read: (match) => say(DAYS[match.group('name')] ?? match.text, match.from, match.to),
};

/** A month shortened, wherever it has its full stop. */
const shortMonth: ReadingRule = {
  begins: ['letter'],
  pattern: rulePattern(String.raw`(?<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?<dot>\.)(?! \p{Lu})`),
  read: (match) => readMonth(match),
};

function readMonth(match: Match): SpokenPiece[] {
  return say(monthName(match.group('month')), match.range('month')[0], match.range('dot')[1]);
}

function readDay(match: Match, context: ReadingContext): SpokenPiece[] | undefined {
  const [from] = match.range('day');
  const written = match.group('day');
  const suffix = /^(?:st|nd|rd|th)/.test(match.text.slice(from - match.from + written.length)) ? 2 : 0;
  if (Number(written) < 1 || Number(written) > 31) return undefined;
  return asNumeric(say(dayWords(written, context), from, from + written.length + suffix));
}

function readYear(match: Match, context: ReadingContext): SpokenPiece[] {
  const year = match.group('year');
  return year === '' ? [] : asNumeric(say(yearWords(year, context), ...match.range('year')));
}

function dayWords(day: string, context: ReadingContext): string {
  return ordinalWords(String(Number(day)), context);
}

function monthName(written: string): string {
  return MONTHS.find((name) => name.startsWith(written.slice(0, 3))) ?? written;
}

function withComma(pieces: readonly SpokenPiece[]): SpokenPiece[] {
  return pieces.map((piece, index) => (index === pieces.length - 1 ? { ...piece, mark: ',' } : piece));
}

/** Dates; they come before plain numbers. */
export const DATE_RULES: readonly ReadingRule[] = [
  isoDate,
  numericDate,
  weekday,
  monthFirst,
  dayFirst,
  monthAndYear,
  shortMonth,
];
