import { expect, test } from 'vitest';
import { SpeakerLetters } from './speaker-letters.ts';

test('speakers are lettered in the order in which they are heard', () => {
  const speakers = new SpeakerLetters();
  expect(['SPEAKER_03', 'SPEAKER_01', 'SPEAKER_03'].map((name) => speakers.letterOf(name))).toEqual(['A', 'B', 'A']);
});

test('letters do not run out', () => {
  const speakers = new SpeakerLetters();
  const letters = Array.from({ length: 703 }, (_, index) => speakers.letterOf(String(index)));
  expect([25, 26, 51, 52, 701, 702].map((index) => letters[index])).toEqual(['Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
