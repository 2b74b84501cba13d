import { expect, it } from 'vitest';
import { seededNormal } from '../../../testing/rooms/seeded-random.ts';
import { type ComplexValues, complexValues } from './complex-values.ts';
import { createDelayedPredictor, newBinPrediction } from './delayed-prediction.ts';

const FRAMES = 1500;
const DELAY = 3;

/** A voice that swells and fades, frame by frame independent: nothing of it can be predicted. */
function voice(seed: number): ComplexValues {
  const normal = seededNormal(seed);
  const values = complexValues(FRAMES);
  for (let t = 0; t < FRAMES; t++) {
    const level = 0.05 + Math.max(0, Math.sin(t / 9)) ** 3;
    values.re[t] = level * normal();
    values.im[t] = level * normal();
  }
  return values;
}

/** Adds what a room makes of it: each frame comes back after the delay, turned by a right angle, and dies away. */
function inRoom(dry: ComplexValues): ComplexValues {
  const wet = complexValues(FRAMES);
  for (let t = 0; t < FRAMES; t++) {
    const past = t - DELAY;
    wet.re[t] = (dry.re[t] ?? 0) - 0.6 * (wet.im[past] ?? 0);
    wet.im[t] = (dry.im[t] ?? 0) + 0.6 * (wet.re[past] ?? 0);
  }
  return wet;
}

function distance(left: ComplexValues, right: ComplexValues): number {
  let sum = 0;
  for (let t = 0; t < FRAMES; t++) {
    sum += ((left.re[t] ?? 0) - (right.re[t] ?? 0)) ** 2 + ((left.im[t] ?? 0) - (right.im[t] ?? 0)) ** 2;
  }
  return sum;
}

function unpredicted(wet: readonly ComplexValues[]): ComplexValues[] {
  const shape = { channels: wet.length, taps: 8, delay: DELAY };
  const predictor = createDelayedPredictor(shape, FRAMES);
  const bin = newBinPrediction(shape);
  for (const [channel, { re, im }] of wet.entries()) {
    predictor.signals[channel]?.re.set(re, predictor.history);
    predictor.signals[channel]?.im.set(im, predictor.history);
  }
  predictor.learn(bin, FRAMES, 0.5);
  predictor.predict(bin, FRAMES);
  return wet.map(({ re, im }, channel) => ({
    re: re.map((value, t) => value - (predictor.predictions[channel]?.re[t] ?? 0)),
    im: im.map((value, t) => value - (predictor.predictions[channel]?.im[t] ?? 0)),
  }));
}

it('takes out what the past predicts, and nothing else', () => {
  const dry = voice(1);
  const wet = inRoom(dry);
  const [left = wet] = unpredicted([wet]);
  expect(distance(left, dry)).toBeLessThan(0.03 * distance(wet, dry));
});

it('does so for two channels at once', () => {
  const dry = [voice(1), voice(2)];
  const wet = dry.map(inRoom);
  for (const [channel, left] of unpredicted(wet).entries()) {
    const [truth, before] = [dry[channel] ?? left, wet[channel] ?? left];
    expect(distance(left, truth)).toBeLessThan(0.05 * distance(before, truth));
  }
});

it('leaves silence silent', () => {
  const silence = complexValues(FRAMES);
  for (const left of unpredicted([silence, voice(1)]).slice(0, 1)) expect(distance(left, silence)).toBeLessThan(1e-12);
});
