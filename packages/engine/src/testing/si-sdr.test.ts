import { expect, test } from 'vitest';
import { siSdr } from './si-sdr.ts';

const FRAMES = 8000;
const truth = Float32Array.from({ length: FRAMES }, (_, frame) => Math.sin((2 * Math.PI * 10 * frame) / FRAMES));
const other = Float32Array.from({ length: FRAMES }, (_, frame) => Math.sin((2 * Math.PI * 35 * frame) / FRAMES));

test('gives the ratio of the truth to what was added, whatever the level', () => {
  for (const level of [1, 0.1, -2]) {
    const estimate = truth.map((value, frame) => level * (value + 0.1 * (other[frame] ?? 0)));
    expect(siSdr(estimate, truth)).toBeCloseTo(20, 3);
  }
});

test('is infinite for the truth, minus infinite for something else, and undefined without a truth', () => {
  expect(siSdr(truth, truth)).toBe(Number.POSITIVE_INFINITY);
  expect(siSdr(new Float32Array(FRAMES).fill(1), truth)).toBeLessThan(-100);
  expect(siSdr(new Float32Array(FRAMES), truth)).toBe(Number.NEGATIVE_INFINITY);
  expect(siSdr(truth, new Float32Array(FRAMES))).toBeNaN();
});

test('refuses lengths that differ', () => {
  expect(() => siSdr(truth.subarray(1), truth)).toThrow(RangeError);
});
