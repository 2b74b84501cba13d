import { expect, test } from 'vitest';
import { spokenText } from './spoken-pieces.ts';

/** A word of half a second, for a range of the text. */
const word = (index: number, charStart: number, charEnd: number) => ({
  text: '',
  start: index / 2,
  end: (index + 1) / 2,
  charStart,
  charEnd,
});

test('the whole text is kept, and sentences begin where punctuation ends', () => {
  const text = 'Hi, you. Go!';
  const { pieces, words, firstWords } = spokenText(text, [word(0, 0, 2), word(1, 4, 7), word(2, 9, 11)]);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ index }) => index !== undefined).map((piece) => piece.text)).toEqual(['Hi', 'you', 'Go']);
  expect(words.map(({ segment }) => segment)).toEqual([0, 0, 1]);
  expect(firstWords).toEqual([0, 2]);
});

test('words that are spoken for one piece of text are one, from the first to the last', () => {
  const { pieces, words } = spokenText('40°C now', [word(0, 0, 2), word(1, 2, 4), word(2, 2, 4), word(3, 5, 8)]);
  expect(pieces.map((piece) => piece.text)).toEqual(['40', '°C', ' ', 'now']);
  expect(words).toHaveLength(3);
  expect(words[1]).toMatchObject({ start: 0.5, end: 1.5 });
});

test('a text without words is one piece', () => {
  expect(spokenText('Hi.', []).pieces).toEqual([{ text: 'Hi.' }]);
});
