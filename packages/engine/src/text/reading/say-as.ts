import { digitWords, numberWords, ordinalWords, romanValue, yearWords } from '../english/numbers.ts';
import { clockWords } from '../english/time-rules.ts';
import { type SpokenPiece, say, spell } from '../spoken-piece.ts';

/** A stretch that is to be said as something. */
export interface SayAsRequest {
  readonly text: string;
  /** Index of its first character; the ranges of the words count from there. */
  readonly from: number;
  /** SSML's `interpret-as`. */
  readonly as: string;
  readonly format: string;
  /** Whether the words may be English. */
  readonly english: boolean;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const STYLE = { british: false };

/**
 * Says text as what markup tells it is.
 * @returns `undefined` for what needs no help, or cannot be helped: the text is then read as it stands.
 */
export function sayAs(request: SayAsRequest): SpokenPiece[] | undefined {
  const { text, from, english } = request;
  const as = request.as.toLowerCase();
  const to = from + text.length;
  if (/^(?:characters|spell-out|verbatim|character|spell)$/.test(as)) return characters(text, from, english);
  if (/^(?:digits|digit|telephone|phone)$/.test(as)) return digits(text, from, english);
  if (!english) return undefined;
  const written = text.trim().replace(/^\+/, '');
  if (as === 'cardinal' || as === 'number') {
    const roman = romanValue(written.toUpperCase());
    if (roman !== undefined) return say(numberWords(String(roman), STYLE), from, to);
    const sign = /^[-−]/.test(written) ? 'minus ' : '';
    const number = written.replace(/^[-−]/, '');
    return isNumber(number) ? say(sign + numberWords(number, STYLE), from, to) : undefined;
  }
  if (as === 'ordinal') {
    const value = romanValue(written.toUpperCase()) ?? written.replace(/(?:st|nd|rd|th|\.)$/i, '');
    return /^[\d,]{1,20}$/.test(String(value)) ? say(ordinalWords(String(value), STYLE), from, to) : undefined;
  }
  if (as === 'date') return date(written, request.format, from, to);
  if (as === 'time') {
    const clock = /^(\d{1,2}):(\d{2})$/.exec(written);
    return clock && request.format === 'hms24'
      ? say(clockWords(clock[1] ?? '', clock[2] ?? '', STYLE), from, to)
      : undefined;
  }
  return undefined;
}

/** What `interpret-as` may be; others give a warning. */
export const KNOWN_SAY_AS =
  /^(?:characters?|spell-out|spell|verbatim|digits?|telephone|phone|cardinal|number|ordinal|date|time|currency|fraction|unit|address|name)$/i;

function isNumber(text: string): boolean {
  return /^(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?$|^\.\d+$/.test(text);
}

function characters(text: string, from: number, english: boolean): SpokenPiece[] {
  return spell(text, from).map((piece) => (english ? { ...piece, text: digitName(piece.text) } : piece));
}

function digits(text: string, from: number, english: boolean): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  for (const match of text.matchAll(/\d|\+|\p{L}/gu)) {
    const at = from + match.index;
    const word = match[0] === '+' ? (english ? 'plus' : '+') : match[0].toUpperCase();
    const groupEnds = /^[\s()./-]+\S/.test(text.slice(match.index + 1, match.index + 6));
    pieces.push({
      text: english ? digitName(word) : word,
      from: at,
      to: at + match[0].length,
      ...(groupEnds && match[0] !== '+' && { mark: ',' }),
    });
  }
  return pieces;
}

function digitName(text: string): string {
  return /^\d$/.test(text) ? digitWords(text) : text;
}

/** A date by its format: `mdy`, `dmy`, `ymd`, `my`, `md`, `y` and so on. */
function date(text: string, format: string, from: number, to: number): SpokenPiece[] | undefined {
  const order = format.toLowerCase();
  const compact =
    /^\d{8}$/.test(text) && order === 'ymd' ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)] : undefined;
  const numbers = compact ?? text.split(/[-/.\s]+/);
  if (
    !/^[dmy]{1,3}$/.test(order) ||
    numbers.length !== order.length ||
    !numbers.every((part) => /^\d{1,4}$/.test(part))
  ) {
    return undefined;
  }
  const part = (letter: string) => numbers[order.indexOf(letter)];
  const [day, month, year] = [part('d'), part('m'), part('y')];
  const monthName = month === undefined ? '' : MONTHS[Number(month) - 1];
  if (monthName === undefined) return undefined;
  const words = [
    monthName,
    day === undefined ? '' : ordinalWords(String(Number(day)), STYLE),
    year === undefined ? '' : yearWords(year, STYLE),
  ];
  return say(words.join(' '), from, to);
}
