import { expect, test } from 'vitest';
import { barHeights, barPath, dotPath } from './waveform-peaks.ts';

const peaks = { min: [0, -0.5, 0, 0], max: [0.25, 0, 0, 0.125] };

test('a bar is as high as the loudest that it covers, against the loudest of all', () => {
  expect(barHeights(peaks, 4, 4, 4)).toEqual([0.5, 1, 0, 0.25]);
  expect(barHeights(peaks, 2, 4, 4)).toEqual([1, 0.25]);
  expect(barHeights([0.25, 0.5, 0, 0.125], 4, 4, 4)).toEqual([0.5, 1, 0, 0.25]);
});

test('where there is no audio yet there is no bar but a dot', () => {
  const heights = barHeights(peaks, 8, 4, 8);
  expect(heights.slice(4)).toEqual([undefined, undefined, undefined, undefined]);
  expect(barPath(heights).match(/M/g)).toHaveLength(4);
  expect(dotPath(heights)).toBe('M4.5 0h0M5.5 0h0M6.5 0h0M7.5 0h0');
});

test('silence with a little noise stays low', () => {
  expect(Math.max(...barHeights([0.001, 0.002], 2, 1, 1).map((height) => height ?? 0))).toBeLessThan(0.1);
});
