import { describe, expect, it } from 'vitest';
import { levelAt } from '../../audio/__fixtures__/signals.ts';
import { siSdr } from '../si-sdr.ts';
import { addClicks } from './clicks.ts';
import { mixAtSnr } from './mix-at-snr.ts';
import { babble, brownNoise, fanNoise, mainsHum, pinkNoise, whiteNoise } from './noises.ts';

const RATE = 16_000;
const FRAMES = 4 * RATE;
const clean = Float32Array.from({ length: FRAMES }, (_, frame) => 0.3 * Math.sin((2 * Math.PI * 440 * frame) / RATE));

/** Power in an octave, over that in the octave above it, decibels. */
function fallPerOctave(noise: Float32Array): number {
  const power = (low: number) => {
    let sum = 0;
    for (let step = 0; step < 64; step++) sum += levelAt(noise, low * 2 ** (step / 64), RATE) ** 2;
    return sum;
  };
  return (10 * Math.log10(power(500) / power(4000))) / 3;
}

describe('noises', () => {
  it.each([
    ['white', whiteNoise(FRAMES), 0],
    ['pink', pinkNoise(FRAMES), 3],
    ['brown', brownNoise(FRAMES, RATE), 6],
  ] as const)('%s noise falls as it should', (_, noise, expected) => {
    expect(Math.abs(fallPerOctave(noise) - expected)).toBeLessThan(1);
  });

  it('are the same for a seed and others for another', () => {
    expect(whiteNoise(100, 5)).toEqual(whiteNoise(100, 5));
    expect(whiteNoise(100, 5)).not.toEqual(whiteNoise(100, 6));
  });

  it('hum at the frequency of the mains and its multiples, a fan at that of its blades', () => {
    const hum = mainsHum(FRAMES, RATE, { hertz: 60 });
    expect(levelAt(hum, 60, RATE)).toBeGreaterThan(100 * levelAt(hum, 90, RATE));
    expect(levelAt(hum, 180, RATE)).toBeGreaterThan(100 * levelAt(hum, 210, RATE));
    const fan = fanNoise(FRAMES, RATE);
    expect(levelAt(fan, 77, RATE)).toBeGreaterThan(3 * levelAt(fan, 60, RATE));
  });

  it('are a crowd when voices are laid over each other', () => {
    const crowd = babble([clean, whiteNoise(1000)], FRAMES);
    expect(crowd).toHaveLength(FRAMES);
    expect(levelAt(crowd, 440, RATE)).toBeGreaterThan(0.05);
  });
});

describe('mixtures', () => {
  it.each([-5, 0, 5, 30])('have a ratio of %d dB', (snr) => {
    expect(siSdr(mixAtSnr(clean, whiteNoise(FRAMES), snr), clean)).toBeCloseTo(snr, 0);
    expect(siSdr(mixAtSnr(clean, whiteNoise(999), snr), clean)).toBeCloseTo(snr, 0);
  });

  it('have clicks where they say, and nowhere else', () => {
    const { signal, at } = addClicks(clean, RATE);
    expect(at.length).toBeGreaterThan(5);
    const changed = signal.map((value, frame) => value - (clean[frame] ?? 0));
    for (const frame of at) {
      expect(Math.abs(changed[frame] ?? 0)).toBeGreaterThan(0.1);
      expect(changed[frame - 1]).toBe(0);
      changed.fill(0, frame, frame + 0.001 * RATE);
    }
    expect(changed.every((value) => value === 0)).toBe(true);
  });
});
