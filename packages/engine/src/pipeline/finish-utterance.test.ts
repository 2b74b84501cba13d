import { expect, test } from 'vitest';
import { finishUtterance } from './finish-utterance.ts';

/** A tone that begins and ends away from zero, where a bare join would click. */
function utterance(seconds: number, sampleRate = 16_000) {
  const samples = Float32Array.from(
    { length: seconds * sampleRate },
    (_, frame) => 0.5 * Math.cos((frame * 500) / sampleRate),
  );
  return { samples, sampleRate, words: [], phones: [] };
}

test('leaves no step larger than the sound itself has', () => {
  const finish = { sampleRate: 16_000, gainDb: 0, pauseAfter: 0 };
  const joined = [utterance(0.2), utterance(0.3)].flatMap((part) => [...finishUtterance(part, finish)]);
  const steps = joined.slice(1).map((value, frame) => Math.abs(value - (joined[frame] ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(0.05);
  expect(joined).toHaveLength(8000);
});

test('reaches the rate of the whole and adds the pause exactly', () => {
  const finished = finishUtterance(utterance(0.2), { sampleRate: 44_100, gainDb: 0, pauseAfter: 0.25 });
  expect(finished).toHaveLength(0.2 * 44_100 + 0.25 * 44_100);
  expect(Math.max(...finished.slice(0.2 * 44_100))).toBe(0);
  expect(finishUtterance(undefined, { sampleRate: 8000, gainDb: 0, pauseAfter: 1.5 })).toEqual(
    new Float32Array(12_000),
  );
});

test('amplifies by decibels and never beyond full scale', () => {
  const peak = (gainDb: number) =>
    Math.max(...finishUtterance(utterance(0.2), { sampleRate: 16_000, gainDb, pauseAfter: 0 }).map(Math.abs));
  expect(peak(-6)).toBeCloseTo(0.25, 2);
  expect(peak(20)).toBe(1);
});
