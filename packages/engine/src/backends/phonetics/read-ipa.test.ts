import { expect, test } from 'vitest';
import { readIpa } from './read-ipa.ts';

const symbols = (ipa: string) => readIpa(ipa).map(({ symbol }) => symbol);

test('reads sounds of one and of two letters', () => {
  expect(symbols('tʃaɪld')).toEqual(['tʃ', 'aɪ', 'l', 'd']);
  expect(symbols('θɪŋ')).toEqual(['θ', 'ɪ', 'ŋ']);
});

test('reads other spellings of a sound as the same sound', () => {
  expect(symbols('ʤ d͡ʒ dʒ')).toEqual(['dʒ', 'dʒ', 'dʒ']);
  expect(symbols('gɡ')).toEqual(['ɡ', 'ɡ']);
  expect(symbols('ai aj aɪ')).toEqual(['aɪ', 'aɪ', 'aɪ']);
});

test('puts a stress mark on the vowel of its syllable', () => {
  expect(readIpa('ˌtɛləˈfəʊn').map(({ symbol, stress }) => symbol + stress)).toEqual(
    't0 ɛ1 l0 ə0 f0 əʊ2 n0'.split(' '),
  );
});

test('marks length and syllabic consonants', () => {
  expect(readIpa('ˈbʌtn̩').at(-1)).toMatchObject({ symbol: 'n', syllabic: true });
  expect(readIpa('fiːt')[1]).toMatchObject({ symbol: 'i', long: true, vowel: true });
});

test('skips slashes, brackets, dots, ties and fine diacritics', () => {
  expect(symbols('/tə.ˈmeɪ.toʊ/')).toEqual(symbols('[təˈmeɪ̯tʰoʊ]'));
  expect(symbols('ɑ̃ ç')).toEqual(['ɑ', 'ç']);
});

test('reads nothing from nothing', () => {
  expect(readIpa('')).toEqual([]);
  expect(readIpa('ˈː.//  ̩')).toEqual([]);
});
