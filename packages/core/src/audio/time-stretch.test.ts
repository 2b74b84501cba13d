import { expect, test } from 'vitest';
import { frequencyOf, rms, sine } from '../controllers/__fixtures__/sound.ts';
import { joinFrames, TimeStretch } from './time-stretch.ts';

const RATE = 24_000;

function stretch(frames: Float32Array, speed: number, piece = 999): Float32Array {
  const stretcher = new TimeStretch(RATE, 1, speed);
  const made: Float32Array[] = [];
  for (let at = 0; at < frames.length; at += piece) made.push(...stretcher.push([frames.subarray(at, at + piece)]));
  return joinFrames([...made, ...stretcher.flush()]);
}

test.each([0.5, 0.8, 1.25, 2])('at speed %f the length changes, and pitch and level do not', (speed) => {
  const made = stretch(sine(220, 2, RATE), speed);
  expect(made.length / RATE).toBeCloseTo(2 / speed, 1);
  const middle = made.slice(2000, -2000);
  expect(frequencyOf(middle, RATE) / 220).toBeCloseTo(1, 2);
  expect(rms(middle) / (0.5 / Math.SQRT2)).toBeCloseTo(1, 1);
});

test('the pieces do not show', () => {
  const frames = sine(150, 1, RATE);
  expect(stretch(frames, 1.3, 97)).toEqual(stretch(frames, 1.3, 1e6));
});

test('both channels stay together', () => {
  const stretcher = new TimeStretch(RATE, 2, 1.5);
  const left = sine(200, 1, RATE);
  const [first, second] = stretcher.push([left, left.map((value) => value / 2)]);
  expect(second).toEqual(first?.map((value) => value / 2));
});
