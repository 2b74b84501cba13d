import { expect, test } from 'vitest';
import { isUnpunctuated, punctuateWords } from './punctuate-words.ts';

const timed = (text: string) => text.split(' ').map((word, at) => ({ text: word, start: at, end: at + 0.5 }));
const texts = (words: ReadonlyArray<{ readonly text: string }> | undefined) => words?.map(({ text }) => text);

test('words take their marks and capitals, and keep their times', () => {
  const words = timed("well it's half past ten isn't it");
  const punctuated = punctuateWords(words, "Well, it's half past ten, isn't it?");
  expect(texts(punctuated)).toEqual(['Well,', "it's", 'half', 'past', 'ten,', "isn't", 'it?']);
  expect(punctuated?.map(({ start, end }) => [start, end])).toEqual(words.map(({ start, end }) => [start, end]));
});

test('words of scripts without spaces are told apart in the text', () => {
  const words = [...'你好世界'].map((text) => ({ text }));
  expect(texts(punctuateWords(words, '你好，世界。'))).toEqual(['你', '好，', '世', '界。']);
});

test('marks before the first word and between words go to the word that they touch first', () => {
  expect(texts(punctuateWords(timed('yes no'), '“Yes” – no…'))).toEqual(['“Yes” –', 'no…']);
});

test.each([
  ['other words', 'hello world', 'Hello, word.'],
  ['a word too many', 'hello world', 'Hello, world again.'],
  ['a word without letters', 'hello & world', 'Hello & world.'],
  ['a letter that grows', 'istanbul', 'İstanbul.'],
])('a text with %s is not taken', (_, words, punctuated) => {
  expect(punctuateWords(timed(words), punctuated)).toBeUndefined();
});

test.each([
  ['hello world', true],
  ['at 10:30 it was 3.5 degrees', true],
  ["it's", true],
  ['你好世界', true],
  ['', false],
  ['...', false],
  ['hello, world', false],
  ['Hello world.', false],
  ['你好。世界', false],
])('"%s" lacks punctuation: %s', (text, lacks) => {
  expect(isUnpunctuated(text)).toBe(lacks);
});
