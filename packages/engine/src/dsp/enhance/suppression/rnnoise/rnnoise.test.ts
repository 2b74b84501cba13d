import { describe, expect, it } from 'vitest';
import { pinkNoise } from '../../../../testing/mixtures/noises.ts';
import { randomUniform } from '../../../../testing/mixtures/random-normal.ts';
import { siSdr } from '../../../../testing/si-sdr.ts';
import { createRnnoise, RNNOISE_RATE, rnnoiseHighPass } from './rnnoise.ts';

/** Something like a vowel: the harmonics of 140 Hz, three times a second louder and softer. */
function vowel(frames: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, frame) => {
    const seconds = frame / RNNOISE_RATE;
    let value = 0;
    for (let harmonic = 1; harmonic < 20; harmonic++) {
      value += Math.sin(2 * Math.PI * 140 * harmonic * seconds) / harmonic;
    }
    return 0.05 * value * (1 + Math.sin(2 * Math.PI * 3 * seconds));
  });
}

async function clean(values: Float32Array, block: () => number): Promise<Float32Array> {
  using rnnoise = await createRnnoise();
  const output: number[] = [];
  for (let start = 0; start < values.length; ) {
    const length = block();
    output.push(...rnnoise.push(values.subarray(start, start + length)));
    start += length;
  }
  output.push(...rnnoise.flush());
  return Float32Array.from(output);
}

describe('createRnnoise', () => {
  it('gives as much as it takes, in step with it, whatever the blocks', async () => {
    const input = vowel(2 * RNNOISE_RATE + 123);
    const uniform = randomUniform(1);
    const whole = await clean(input, () => input.length);
    expect(whole).toHaveLength(input.length);
    expect(await clean(input, () => 1 + Math.floor(1500 * uniform()))).toEqual(whole);
    expect(siSdr(whole, input)).toBeGreaterThan(10);
    expect(await clean(input.subarray(0, 100), () => 7)).toHaveLength(100);
  });

  it('takes noise away', async () => {
    const noise = pinkNoise(2 * RNNOISE_RATE);
    const rest = await clean(noise, () => 4800);
    const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
    expect(energy(rest) / energy(noise)).toBeLessThan(0.2);
  });
});

describe('rnnoiseHighPass', () => {
  it('blocks what does not move, and leaves voices as loud as they are', () => {
    expect(Math.hypot(...Object.values(rnnoiseHighPass(0)))).toBeCloseTo(0, 5);
    expect(Math.hypot(...Object.values(rnnoiseHighPass(300)))).toBeCloseTo(1, 1);
  });
});
