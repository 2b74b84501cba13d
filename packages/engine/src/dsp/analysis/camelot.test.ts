import { expect, it } from 'vitest';
import { camelotCode, compatibleKeys, keyName } from './camelot.ts';

// The wheel as it is published by Mixed In Key, in this project's spelling.
const WHEEL = {
  Major: ['B', 'F#', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E'],
  Minor: ['G#', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#'],
} as const;

it.each(['Major', 'Minor'] as const)('codes every key in %s', (scale) => {
  const codes = Array.from({ length: 12 }, (_, tonic) => [keyName(tonic, scale).key, camelotCode(tonic, scale)]);
  const wheel = WHEEL[scale].map((key, index) => [key, `${index + 1}${scale === 'Major' ? 'B' : 'A'}`]);
  expect(codes.toSorted()).toEqual(wheel.toSorted());
});

it('names what mixes with a key', () => {
  expect(compatibleKeys(0, 'Major')).toEqual(['C Major', 'G Major', 'F Major', 'A Minor']);
  expect(compatibleKeys(6, 'Minor')).toEqual(['F# Minor', 'C# Minor', 'B Minor', 'A Major']);
});
