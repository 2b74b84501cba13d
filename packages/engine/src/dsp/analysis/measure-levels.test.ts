import { expect, it } from 'vitest';
import { pcmSource } from '../../audio/pcm-source.ts';
import { measureLevels } from './measure-levels.ts';

const RATE = 16_000;

/** A tone of 0.5 that is on in the given stretches, seconds. */
function tone(seconds: number, ...on: ReadonlyArray<readonly [number, number]>): Float32Array {
  return Float32Array.from({ length: seconds * RATE }, (_, frame) => {
    const isOn = on.some(([from, to]) => frame >= from * RATE && frame < to * RATE);
    return isOn ? 0.5 * Math.sin((2 * Math.PI * 1000 * frame) / RATE) : 0;
  });
}

it('finds stretches of silence', async () => {
  const channel = tone(10, [1, 3], [3.1, 6], [8, 10]);
  const levels = await measureLevels(pcmSource({ channels: [channel], sampleRate: RATE }), {});
  expect(levels.silences).toEqual([
    { start: 0, end: 1 },
    { start: 6, end: 8 },
  ]);
  expect(levels.silentShare).toBeCloseTo(0.31, 3);
  expect(levels.activePower).toBeCloseTo(0.125, 3);
  // The tone begins and ends at once, where its waveform overshoots a little.
  expect(Math.abs(levels.truePeak + 6.02)).toBeLessThan(0.1);
});

it('measures channels and what is left of them when they are mixed', async () => {
  const channel = tone(2, [0, 2]);
  const opposite = channel.map((value) => -value);
  const levels = await measureLevels(pcmSource({ channels: [channel, opposite], sampleRate: RATE }), {});
  expect(levels.activePower).toBeCloseTo(0.125, 3);
  expect(levels.activeMixPower).toBe(0);
  // A tone of 1 kHz and 0.5 in both channels: -6.02 dB, as BS.1770 defines the scale.
  expect(levels.loudness).toBeCloseTo(-6.02, 1);
});
