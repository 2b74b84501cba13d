import { expect, test } from 'vitest';
import { plainWords } from '../../testing/utterance-params.ts';
import { asciiGap, asciiWord } from './ascii-text.ts';
import { fliteLexiconPhones } from './flite-phones.ts';
import { scriptLexicon, scriptText, writeScript } from './script.ts';

test('writes words in ASCII, by their letters', () => {
  expect(['naïve', 'Łódź', 'Straße', 'It’s', 'ｆｕｌｌ', 'ﬁne', 'привет', '😀', 'a\u0000b c'].map(asciiWord)).toEqual([
    'naive',
    'Lodz',
    'Strasse',
    "It's",
    'full',
    'fine',
    '',
    '',
    'abc',
  ]);
});

test('keeps of what stands between words the pause', () => {
  expect([' ', ', ', '… ', '—', '-', '" (', ') ', '?!" ', ' - ', '\n\n', '', '。'].map(asciiGap)).toEqual([
    ' ',
    ', ',
    '. ',
    ', ',
    ' ',
    ', ',
    ', ',
    '! ',
    ', ',
    ' ',
    ' ',
    '. ',
  ]);
});

test('leaves out words that English cannot write and keeps the order of the rest', () => {
  const text = 'Say привет, 😀 to me!';
  const [part = []] = writeScript({ text, words: plainWords(text) });
  expect(scriptText(part)).toBe('Say to me! ');
  expect(part.map(({ word }) => word)).toEqual([0, 2, 3]);
});

test('gives a word with sounds of its own a made-up name and a line in the lexicon', () => {
  const text = 'I say tomato';
  const words = plainWords(text).map((word, index) => (index === 2 ? { ...word, ipa: 'təˈmɑːtəʊ' } : word));
  const [part = []] = writeScript({ text, words });
  const name = part[2]?.text ?? '';
  expect(name).toMatch(/^[a-z]+$/);
  expect(scriptLexicon(part)).toBe(`${name} : t ax0 m aa1 t ow0\n`);
});

test('writes a stress on every vowel', () => {
  expect(fliteLexiconPhones('ˌɪntəˈnæʃnəl').join(' ')).toBe('ih0 n t ax0 n ae1 sh n ax0 l');
  expect(fliteLexiconPhones('bʌtn̩').join(' ')).toBe('b ah1 t ax0 n');
  expect(fliteLexiconPhones('ǃǂ')).toEqual([]);
});

test('cuts very long words and long texts', () => {
  const text = `${'x'.repeat(500)} ${'word '.repeat(400)}`;
  const parts = writeScript({ text, words: plainWords(text) });
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(scriptText(part).length).toBeLessThanOrEqual(660);
  expect(parts.flat().map(({ word }) => word)).toEqual(
    parts
      .flat()
      .map(({ word }) => word)
      .toSorted((a, b) => a - b),
  );
});
