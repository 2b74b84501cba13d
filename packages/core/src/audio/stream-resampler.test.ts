import { expect, test } from 'vitest';
import { frequencyOf, residualDb, rms, sine } from '../controllers/__fixtures__/sound.ts';
import { StreamResampler } from './stream-resampler.ts';
import { joinFrames } from './time-stretch.ts';

function inPieces(frames: Float32Array, from: number, to: number, piece: number): Float32Array {
  const resampler = new StreamResampler(from, to);
  const made: Float32Array[] = [];
  for (let at = 0; at < frames.length; at += piece) made.push(resampler.push(frames.subarray(at, at + piece)));
  return joinFrames([...made, resampler.flush()]);
}

test.each([
  [22_050, 48_000],
  [24_000, 44_100],
  [48_000, 16_000],
])('%i to %i Hz keeps a tone, its level and its length', (from, to) => {
  const made = inPieces(sine(1000, 0.5, from), from, to, 777);
  expect(Math.abs(made.length - to / 2)).toBeLessThanOrEqual(1);
  const middle = made.slice(1000, -1000);
  expect(frequencyOf(middle, to)).toBeCloseTo(1000, 1);
  expect(residualDb(middle, 1000, to)).toBeLessThan(-80);
  expect(rms(middle)).toBeCloseTo(0.5 / Math.SQRT2, 3);
});

test('the pieces do not show', () => {
  const frames = sine(440, 0.3, 22_050);
  const [whole, cut] = [inPieces(frames, 22_050, 48_000, 1e6), inPieces(frames, 22_050, 48_000, 101)];
  expect(cut).toHaveLength(whole.length);
  expect(Math.max(...cut.map((value, frame) => Math.abs(value - (whole[frame] ?? 9))))).toBeLessThan(1e-6);
});

test('what the lower rate cannot hold is taken out', () => {
  expect(rms(inPieces(sine(12_000, 0.3, 48_000), 48_000, 16_000, 2048).slice(200, -200))).toBeLessThan(0.0005);
});
