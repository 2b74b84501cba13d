import { expect, test } from 'vitest';
import type { Alignment } from '../contract/alignment.ts';
import { fromWireAlignment, toWireAlignment } from './alignment.ts';

const TEXT = 'Ah, wéll 👍!';
const ALIGNMENT: Alignment = {
  words: [
    { text: 'Ah', start: 0.2, end: 0.4, charStart: 0, charEnd: 2, confidence: 1 },
    { text: 'wéll', start: 0.6, end: 1, charStart: 4, charEnd: 8, confidence: 0.75 },
  ],
  confidence: 0.9,
  duration: 1.5,
  language: 'en',
  model: 'dtw',
  warnings: [{ type: 'quality', subject: 'text', message: 'Hm.' }],
  usage: {},
  response: {},
};

test('an alignment comes back as it went', () => {
  expect(fromWireAlignment(JSON.parse(JSON.stringify(toWireAlignment(ALIGNMENT, TEXT))))).toEqual(ALIGNMENT);
});

test('every character has a time, in order, within its word', () => {
  const { characters, words, loss } = toWireAlignment(ALIGNMENT, TEXT);
  expect(characters.map(({ text }) => text).join('')).toBe(TEXT);
  let time = 0;
  for (const { start, end } of characters) {
    expect(start).toBeGreaterThanOrEqual(time - 1e-9);
    expect(end).toBeGreaterThanOrEqual(start);
    time = end;
  }
  expect(time).toBe(ALIGNMENT.duration);
  expect(characters[1]).toEqual({ text: 'h', start: expect.closeTo(0.3), end: expect.closeTo(0.4) });
  expect(words[1]).toMatchObject({ text: 'wéll', loss: 0.25, start: 0.6, end: 1 });
  expect(loss).toBeCloseTo(0.1);
});

test('an answer without words is none', () => {
  expect(() => fromWireAlignment({ words: [{ text: 'Ah' }] })).toThrow(
    expect.objectContaining({ reason: 'invalid_response' }),
  );
});
