import { expect, test } from 'vitest';
import { medianPitch } from './median-pitch.ts';

test('measures the pitch of a buzzing tone, and finds none in noise and silence', () => {
  const rate = 16_000;
  for (const hertz of [75, 110, 200, 320]) {
    const tone = Float32Array.from({ length: rate }, (_, index) => {
      const phase = 2 * Math.PI * hertz * (index / rate);
      return 0.3 * (Math.sin(phase) + Math.sin(2 * phase) / 2 + Math.sin(5 * phase) / 3);
    });
    expect(Math.abs(medianPitch(tone, rate) / hertz - 1)).toBeLessThan(0.02);
  }
  let seed = 1;
  const noise = Float32Array.from({ length: rate }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  });
  expect(medianPitch(noise, rate)).toBeNaN();
  expect(medianPitch(new Float32Array(rate), rate)).toBeNaN();
});
