import { expect, test } from 'vitest';
import { randomNormal } from '../../../testing/mixtures/random-normal.ts';
import { siSdr } from '../../../testing/si-sdr.ts';
import { fillGap } from './fill-gap.ts';
import { predictionError, predictionErrorFilter } from './linear-prediction.ts';

test('the filter of a process that predicts itself is the one it was made with, and its error what drove it', () => {
  const next = randomNormal(3);
  const driven = new Float32Array(20_000);
  const made = new Float32Array(20_000);
  for (let at = 2; at < made.length; at++) {
    driven[at] = next();
    made[at] = 1.6 * (made[at - 1] ?? 0) - 0.9 * (made[at - 2] ?? 0) + (driven[at] ?? 0);
  }
  const filter = new Float64Array(3);
  expect(predictionErrorFilter(made, filter)).toBe(true);
  expect(filter[1]).toBeCloseTo(-1.6, 1);
  expect(filter[2]).toBeCloseTo(0.9, 1);
  const error = new Float32Array(made.length);
  predictionError(made, filter, error);
  expect(siSdr(error, driven)).toBeGreaterThan(25);
});

test('nothing is predicted from silence', () => {
  expect(predictionErrorFilter(new Float32Array(100), new Float64Array(5))).toBe(false);
});

test('a gap in two tones is filled with the two tones', () => {
  const tones = Float32Array.from({ length: 800 }, (_, at) => Math.sin(0.1 * at) + 0.5 * Math.sin(0.37 * at + 1));
  const windowed = tones.map((value, at) => value * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / tones.length)));
  const filter = new Float64Array(17);
  predictionErrorFilter(windowed, filter);
  const broken = tones.slice();
  broken.fill(7, 400, 440);
  fillGap(broken, 400, 440, filter);
  expect(siSdr(broken.slice(400, 440), tones.slice(400, 440))).toBeGreaterThan(25);
  expect(broken.slice(0, 400)).toEqual(tones.slice(0, 400));
});
