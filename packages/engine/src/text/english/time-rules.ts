import { asNumeric, type SpokenPiece, say, spell } from '../spoken-piece.ts';
import { integerWords, type NumberStyle } from './numbers.ts';
import { type Match, type ReadingRule, rulePattern, TOKEN_END } from './rule.ts';

const HALF = String.raw` ?(?<half>[aApP]\.?[mM])(?<halfDot>\.?)`;

/** `3:45 pm`, `14:30`, `1:23:45`. */
const clock: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(
    String.raw`(?<h>\d{1,2}):(?<min>[0-5]\d)(?::(?<s>[0-5]\d)(?:\.\d{1,6})?)?(?:${HALF})?${TOKEN_END}`,
  ),
  read(match, context) {
    const hour = match.group('h');
    if (Number(hour) > 24) return undefined;
    const half = readHalf(match);
    const minutes = match.group('min');
    const [from, to] = match.range('min');
    const seconds = match.group('s') === '' ? [] : secondsPieces(match, context);
    const whole = minutes === '00' && seconds.length === 0;
    const wholeWords = half.length > 0 ? '' : /^(?:[1-9]|1[0-2])$/.test(hour) ? "o'clock" : 'hundred hours';
    return asNumeric([
      ...say(integerWords(String(Number(hour)), context), ...match.range('h')),
      ...(whole ? say(wholeWords, from - 1, to) : say(minuteWords(minutes, context), from, to)),
      ...seconds,
      ...half,
    ]);
  },
};

/** `5pm`, `11 a.m.` */
const hourAndHalf: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(`(?<h>1[0-2]|[1-9])${HALF}${TOKEN_END}`),
  read: (match, context) =>
    asNumeric([...say(integerWords(match.group('h'), context), ...match.range('h')), ...readHalf(match)]),
};

function secondsPieces(match: Match, style: NumberStyle): SpokenPiece[] {
  const seconds = Number(match.group('s'));
  const words = `and ${integerWords(String(seconds), style)} ${seconds === 1 ? 'second' : 'seconds'}`;
  return say(words, ...match.range('s'));
}

function readHalf(match: Match): SpokenPiece[] {
  if (match.group('half') === '') return [];
  const [from] = match.range('half');
  const [, to] = match.range('halfDot');
  return spell(match.group('half').replace('.', ''), from).map((piece) => ({ ...piece, from, to }));
}

/** A time of day by the 24-hour clock. */
export function clockWords(hour: string, minutes: string, style: NumberStyle): string {
  const hours = integerWords(String(Number(hour)), style);
  return minutes === '00' ? `${hours} hundred hours` : `${hours} ${minuteWords(minutes, style)}`;
}

function minuteWords(minutes: string, style: NumberStyle): string {
  if (minutes === '00') return 'zero zero';
  return minutes.startsWith('0') ? `oh ${integerWords(minutes.slice(1), style)}` : integerWords(minutes, style);
}

/** Times of day; they come before plain numbers. */
export const TIME_RULES: readonly ReadingRule[] = [clock, hourAndHalf];
