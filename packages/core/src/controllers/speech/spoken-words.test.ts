import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpokenWords } from './spoken-words.ts';

const WORDS = Array.from({ length: 60 }, (_, index) => ({ start: index / 2, end: (index + 1) / 2 }));

let told: number[] = [];
let spoken: SpokenWords<(typeof WORDS)[number]>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  told = [];
  spoken = new SpokenWords(
    () => WORDS,
    (_, index) => told.push(index),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test('words that went by while the page was busy are told of, in order', () => {
  vi.advanceTimersByTime(1000);
  spoken.reach(2);
  vi.advanceTimersByTime(500);
  spoken.reach(3);
  vi.advanceTimersByTime(1500);
  spoken.reach(6);
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('each is told of once', () => {
  vi.advanceTimersByTime(1000);
  spoken.reach(1);
  spoken.reach(1);
  spoken.reach(-1);
  expect(told).toEqual([0, 1]);
});

test('a jump leaves out what it jumps over, and may go back', () => {
  spoken.reach(0);
  vi.advanceTimersByTime(500);
  spoken.reach(40);
  vi.advanceTimersByTime(500);
  spoken.reach(10);
  vi.advanceTimersByTime(500);
  spoken.reach(11);
  expect(told).toEqual([0, 40, 10, 11]);
});
