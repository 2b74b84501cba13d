import { describe, expect, it } from 'vitest';
import { tone } from './__fixtures__/signals.ts';
import { fadeEdges } from './fade.ts';
import { levelToDb, peakLevel, rmsLevel } from './measure.ts';
import { mixChannels } from './mix.ts';
import { findSound, trimSilence } from './silence.ts';

describe('mixChannels', () => {
  const left = Float32Array.of(1, 0, -1);
  const right = Float32Array.of(1, 1, -1);

  it('averages to one channel and duplicates to two', () => {
    expect(mixChannels([left, right], 1)).toEqual([Float32Array.of(1, 0.5, -1)]);
    expect(mixChannels([left], 2)).toEqual([left, left]);
    expect(mixChannels([left, right], 2)).toEqual([left, right]);
  });

  it('mixes surround sound to stereo without exceeding full scale', () => {
    const loud = Array.from({ length: 6 }, () => Float32Array.of(1, -1));
    for (const channel of mixChannels(loud, 2)) for (const value of channel) expect(Math.abs(value)).toBeCloseTo(1, 5);
    const [mixedLeft, mixedRight] = mixChannels(
      [left, right, new Float32Array(3), left, new Float32Array(3), right],
      2,
    );
    expect(mixedLeft?.[0]).toBeGreaterThan(0.3);
    expect(mixedRight?.[1]).toBeGreaterThan(0.3);
  });
});

describe('measure', () => {
  it('finds the peak and the root mean square of a tone', () => {
    expect(peakLevel(tone(440, 1))).toBeCloseTo(0.5, 3);
    expect(rmsLevel(tone(440, 1))).toBeCloseTo(0.5 / Math.SQRT2, 3);
    expect(levelToDb(rmsLevel({ channels: [new Float32Array(0)], sampleRate: 8000 }))).toBe(-Infinity);
  });
});

describe('trimSilence', () => {
  const sound = tone(440, 1);
  const padded = {
    channels: [
      Float32Array.from([...new Float32Array(12_000), ...(sound.channels[0] ?? []), ...new Float32Array(24_000)]),
    ],
    sampleRate: 24_000,
  };

  it('finds the sound to within 10 ms, and keeps 20 ms around it', () => {
    const { start, end } = findSound(padded);
    expect(start).toBeCloseTo(0.48, 2);
    expect(end).toBeCloseTo(1.52, 2);
    expect(trimSilence(padded).channels[0]?.length).toBeCloseTo(1.04 * 24_000, -3);
  });

  it('gives nothing for silence, and everything for sound from end to end', () => {
    expect(trimSilence({ channels: [new Float32Array(5000)], sampleRate: 24_000 }).channels[0]).toHaveLength(0);
    expect(trimSilence(sound).channels[0]).toHaveLength(24_000);
  });
});

describe('fadeEdges', () => {
  it('fades audio that is shorter than its fades', () => {
    const short = fadeEdges({ channels: [Float32Array.of(1, 1, 1)], sampleRate: 24_000 }, 0.005);
    expect(short.channels[0]).toHaveLength(3);
    expect(short.channels[0]?.[0]).toBeLessThan(0.6);
  });
});
