import { expect, it } from 'vitest';
import { beatScore, judgeTempo, keyScore, pitchClass } from './scores.ts';

it('tells octave errors from wrong tempi', () => {
  expect([120, 123, 60, 240, 40, 180, 130, null].map((bpm) => judgeTempo(bpm, 120))).toEqual([
    'right',
    'right',
    'octave',
    'octave',
    'octave',
    'wrong',
    'wrong',
    'wrong',
  ]);
});

it('weighs keys as MIREX does', () => {
  const truth = { tonic: 0, scale: 'Major' } as const;
  expect(keyScore({ tonic: 0, scale: 'Major' }, truth)).toBe(1);
  expect(keyScore({ tonic: 7, scale: 'Major' }, truth)).toBe(0.5);
  expect(keyScore({ tonic: 5, scale: 'Major' }, truth)).toBe(0.5);
  expect(keyScore({ tonic: 9, scale: 'Minor' }, truth)).toBe(0.3);
  expect(keyScore({ tonic: 0, scale: 'Minor' }, truth)).toBe(0.2);
  expect(keyScore({ tonic: 4, scale: 'Minor' }, truth)).toBe(0);
  expect(keyScore({ tonic: 0, scale: 'Major' }, { tonic: 9, scale: 'Minor' })).toBe(0.3);
  expect(keyScore(undefined, truth)).toBe(0);
});

it('reads names of pitch classes', () => {
  expect(['C', 'F#', 'Bb', 'Cb', 'B#', 'H', 'C##'].map(pitchClass)).toEqual([0, 6, 10, 11, 0, undefined, undefined]);
});

it('scores beats by precision and recall', () => {
  expect(beatScore([1, 2, 3], [1.05, 1.95, 3])).toBe(1);
  expect(beatScore([1, 2], [1, 1.5, 2, 2.5])).toBeCloseTo(2 / 3);
  expect(beatScore([], [1])).toBe(0);
});
