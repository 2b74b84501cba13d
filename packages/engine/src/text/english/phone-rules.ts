import type { SpokenPiece } from '../spoken-piece.ts';
import { digitWords } from './numbers.ts';
import { type Match, type ReadingRule, rulePattern } from './rule.ts';

/** Telephone numbers: `+1 (555) 123-4567`, `020 7946 0958`, `555-1234`. Digit by digit, with a pause between groups. */
const phone: ReadingRule = {
  begins: ['digit', 'sign'],
  pattern: rulePattern(
    String.raw`(?<plus>\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,5}){0,5}(?![\p{L}\p{N}]|[.,:/-]\d)`,
  ),
  read: (match) => (isPhone(match) ? readGroups(match) : undefined),
};

/** `1-800-555-1234`. */
const tollFree: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`1-\d{3}-\d{3}-\d{4}(?!\d)`),
  read: (match) => readGroups(match),
};

function isPhone({ text }: Match): boolean {
  const groups = text.match(/\d+/g) ?? [];
  const digits = groups.join('').length;
  if (digits < 7 || digits > 15) return false;
  if (text.startsWith('+') || text.includes('(')) return true;
  if (groups.length === 1) return false;
  const shape = groups.map((group) => group.length).join('-');
  if (text.includes('.')) return /^3-3-4$/.test(shape);
  if (text.includes('-')) return /^(?:3-4|3-3-4|\d-3-3-4)$/.test(shape) || (text.startsWith('0') && groups.length > 1);
  return /^3-3-4$/.test(shape) || (text.startsWith('0') && groups.length > 1);
}

function readGroups(match: Match): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  for (const found of match.text.matchAll(/\+|\d+/g)) {
    const from = match.from + found.index;
    if (found[0] === '+') pieces.push({ text: 'plus', from, to: from + 1 });
    else {
      const last = found[0].length - 1;
      for (const [index, digit] of Array.from(found[0]).entries()) {
        const comma = index === last && from + index + 1 < match.to;
        pieces.push({
          text: digitWords(digit),
          from: from + index,
          to: from + index + 1,
          ...(comma && { mark: ',' }),
        });
      }
    }
  }
  return pieces;
}

/** `978-3-16-148410-0`: numbers of books, cards and the like. */
const serial: ReadingRule = {
  begins: ['digit'],
  pattern: rulePattern(String.raw`\d{1,7}(?:-\d{1,7}){2,6}(?![\p{L}\p{N}-])`),
  read: (match) => readGroups(match),
};

/** Telephone numbers; they come before ranges and plain numbers. */
export const PHONE_RULES: readonly ReadingRule[] = [tollFree, phone, serial];
