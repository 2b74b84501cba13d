import { expect, it } from 'vitest';
import { seededNormal } from '../../../testing/rooms/seeded-random.ts';
import { correlate } from './correlation.ts';
import { linearPrediction, solveToeplitz } from './toeplitz-system.ts';

const normal = seededNormal(2);
const noise = Float32Array.from({ length: 20_000 }, normal);

it('correlates as the definition says', () => {
  const later = new Float32Array(noise.length);
  later.set(noise.subarray(0, -37), 37);
  const correlation = correlate(noise, later, 100);
  for (const lag of [0, 36, 37, 99]) {
    let sum = 0;
    for (let t = 0; t + lag < noise.length; t++) sum += (noise[t] ?? 0) * (later[t + lag] ?? 0);
    expect(correlation[lag]).toBeCloseTo(sum, 0);
  }
  expect(() => correlate(noise, later, 40_000)).toThrow(RangeError);
});

it('finds the filter that made a sound of noise', () => {
  const sound = new Float32Array(noise.length);
  for (let t = 0; t < noise.length; t++)
    sound[t] = (noise[t] ?? 0) + 1.2 * (sound[t - 1] ?? 0) - 0.6 * (sound[t - 2] ?? 0);
  const filter = linearPrediction(correlate(sound, sound, 4));
  expect(filter[1]).toBeCloseTo(-1.2, 1);
  expect(filter[2]).toBeCloseTo(0.6, 1);
  expect(filter[3]).toBeCloseTo(0, 1);
});

it('solves a system', () => {
  const column = Float64Array.from({ length: 30 }, (_, lag) => 0.8 ** lag * Math.cos(lag));
  const truth = Float64Array.from({ length: 30 }, normal);
  const right = truth.map((_, row) =>
    truth.reduce((sum, value, at) => sum + value * (column[Math.abs(row - at)] ?? 0), 0),
  );
  const solution = solveToeplitz(column, right, 0);
  for (const [at, value] of truth.entries()) expect(solution[at]).toBeCloseTo(value, 6);
  expect([...solveToeplitz(new Float64Array(3), right.subarray(0, 3), 0)]).toEqual([0, 0, 0]);
});
