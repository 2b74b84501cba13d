import { expect, test } from 'vitest';
import { comparableWords, wordErrorRate, wordErrors } from './word-error-rate.ts';

test('what differs only in case, punctuation or spelling of numbers counts as equal', () => {
  expect(wordErrors('Mr. Smith, “forty-two” isn’t 42!', "mister smith forty two isn't forty two").errors).toBe(0);
  expect(comparableWords('7 17 20 99')).toEqual(['seven', 'seventeen', 'twenty', 'ninety', 'nine']);
});

test('substitutions, insertions and deletions count one each', () => {
  expect(wordErrors('one two three', 'one too three')).toEqual({ errors: 1, words: 3 });
  expect(wordErrors('one two three', 'one two and three')).toEqual({ errors: 1, words: 3 });
  expect(wordErrors('one two three', '')).toEqual({ errors: 3, words: 3 });
  expect(wordErrors('', 'so')).toEqual({ errors: 1, words: 0 });
});

test('the rate is over all words, not over files', () => {
  expect(wordErrorRate([wordErrors('a b c', 'a b c'), wordErrors('d', 'e')])).toBe(0.25);
  expect(wordErrorRate([])).toBe(0);
});
