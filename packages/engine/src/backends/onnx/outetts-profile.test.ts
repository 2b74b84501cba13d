import { describe, expect, test } from 'vitest';
import { soundFeatures } from './outetts-features.ts';
import { speakerProfile } from './outetts-profile.ts';

const RATE = 24_000;
const tone = (hertz: number, level: number, seconds: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, at) => level * Math.sin((2 * Math.PI * hertz * at) / RATE));

describe('what is told of a sound beside its codes', () => {
  // The values of the publisher's formulas, computed by another program with a plain Fourier transform.
  test.each([
    [300, 0.5, 0.1, { energy: 35, centroid: 3, pitch: 44 }],
    [150, 0.3, 0.1, { energy: 21, centroid: 1, pitch: 15 }],
    [220, 0.2, 0.25, { energy: 14, centroid: 2, pitch: 29 }],
  ])('is how loud, bright and high it is: %d Hz at %d', (hertz, level, seconds, told) => {
    const { energy, spectral_centroid: centroid, pitch } = soundFeatures(tone(hertz, level, seconds), RATE);
    expect({ energy, pitch }).toEqual({ energy: told.energy, pitch: told.pitch });
    // The silence after a pure tone widens its line.
    expect(Math.abs(centroid - told.centroid)).toBeLessThanOrEqual(1);
  });

  test('of noise and of silence has the lowest pitch', () => {
    let state = 1;
    const noise = Float32Array.from({ length: RATE / 2 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 30 - 1;
    });
    const { pitch, spectral_centroid: centroid } = soundFeatures(noise, RATE);
    expect(pitch).toBeLessThan(10);
    expect(Math.abs(centroid - 50)).toBeLessThan(3);
    expect(soundFeatures(new Float32Array(2000), RATE)).toEqual({ energy: 0, spectral_centroid: 0, pitch: 0 });
    expect(soundFeatures(new Float32Array(), RATE)).toEqual({ energy: 0, spectral_centroid: 0, pitch: 0 });
  });
});

describe('the profile of a speaker', () => {
  const heard = tone(150, 0.3, 2);
  const codes = [
    Array.from({ length: 150 }, (_, at) => at),
    Array.from({ length: 150 }, (_, at) => 1000 - at),
  ] as const;
  const words = [
    { text: 'Hello,', start: 0.4, end: 0.8 },
    { text: '“you”', start: 1, end: 1.2 },
  ];

  test('has the frames of each word up to its end, with some before the first and after the last', () => {
    const { text, words: told } = speakerProfile({ text: 'Hello, “you”', words }, heard, codes);
    expect(text).toBe('Hello, you');
    expect(
      told.map(({ word, duration, c1, c2 }) => [word, duration, c1[0], c1.at(-1), c2[0], c1.length - c2.length]),
    ).toEqual([
      ['Hello,', 50 / 75, 10, 59, 990, 0],
      ['you', 50 / 75, 60, 109, 940, 0],
    ]);
    expect(told[0]?.features.pitch).toBe(soundFeatures(heard.subarray(0.4 * RATE, 0.8 * RATE), RATE).pitch);
  });

  test('ends with the recording, and gives every word a frame', () => {
    const crowded = [
      words[0],
      { text: 'a', start: 0.8, end: 0.8 },
      { text: 'b', start: 1.9, end: 9 },
      { text: 'c', start: 9, end: 9 },
    ];
    const { words: told } = speakerProfile({ words: crowded.flatMap((word) => word ?? []) }, heard, codes);
    expect(told.map(({ word, c1 }) => [word, c1.length])).toEqual([
      ['Hello,', 50],
      ['a', 1],
      ['b', 89],
    ]);
  });

  test('cannot be made without words', () => {
    expect(() => speakerProfile({ text: 'Hello' }, heard, codes)).toThrow(/words of the recording/);
  });
});
