import { expect, test } from 'vitest';
import { retimeSegment } from './retimeSegment.ts';

const segment = {
  text: 'the quick fox runs',
  start: 10,
  end: 14,
  words: [
    { text: 'the', start: 10, end: 11, confidence: 0.9 },
    { text: 'quick', start: 11, end: 12 },
    { text: 'fox', start: 12, end: 13 },
    { text: 'runs', start: 13, end: 14 },
  ],
};

test('words around a change keep their times, and new ones share the time of the old', () => {
  const { text, words } = retimeSegment(segment, 'the  sly old fox runs ');
  expect(text).toBe('the sly old fox runs');
  expect(words).toEqual([
    segment.words[0],
    { text: 'sly', start: 11, end: 11.5 },
    { text: 'old', start: 11.5, end: 12 },
    segment.words[2],
    segment.words[3],
  ]);
});

test('a word that was added between two takes the pause, and none is left out of an emptied segment', () => {
  const added = retimeSegment(segment, 'the quick brown fox runs').words;
  expect(added[2]).toEqual({ text: 'brown', start: 12, end: 12 });
  expect(retimeSegment(segment, ' ').words).toEqual([]);
});

test('a segment without word times gets some', () => {
  const { words } = retimeSegment({ ...segment, words: [] }, 'aa bb');
  expect(words.map(({ start, end }) => [start, end])).toEqual([
    [10, 12],
    [12, 14],
  ]);
});
