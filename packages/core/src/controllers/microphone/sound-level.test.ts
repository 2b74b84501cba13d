import { expect, test } from 'vitest';
import { sine } from '../__fixtures__/sound.ts';
import { levelOf, soundLevel } from './sound-level.ts';

test('levels go from silence over speech to strong peaks', () => {
  expect([Number.NEGATIVE_INFINITY, Number.NaN, -80, -60, -26, -6, 0].map(levelOf)).toEqual([0, 0, 0, 0, 0.5, 1, 1]);
  expect(levelOf(-43)).toBeCloseTo(0.25, 6);
});

test('a level is measured from the sound', () => {
  const { level, levelDb } = soundLevel(sine(440, 0.1, 48_000, 0.1));
  expect(levelDb).toBeCloseTo(-23.01, 1);
  expect(level).toBeCloseTo(0.575, 2);
  expect(soundLevel(new Float32Array(99))).toEqual({ level: 0, levelDb: Number.NEGATIVE_INFINITY });
  expect(soundLevel(new Float32Array(0)).level).toBe(0);
});
