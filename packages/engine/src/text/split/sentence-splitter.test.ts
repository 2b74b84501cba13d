import { describe, expect, test } from 'vitest';
import { SentenceSplitter } from './sentence-splitter.ts';

function passages(text: string, { firstShort = false, piece = text.length || 1 } = {}): string[] {
  const splitter = new SentenceSplitter({ firstShort });
  const found: string[] = [];
  const take = () => {
    for (let next = splitter.next(); next; next = splitter.next()) found.push(text.slice(next.from, next.to).trim());
  };
  for (let at = 0; at < text.length; at += piece) {
    splitter.push(text.slice(at, at + piece));
    take();
  }
  splitter.end();
  take();
  return found;
}

const WHOLE = [
  'Dr. Smith met Mrs. Lee at St. Mary.',
  'The U.S. Army came.',
  'It costs 3.50 dollars, e.g. today.',
  'See No. 5 and p. 12.',
  'J. R. R. Tolkien wrote it.',
  'Mail me@example.com or see example.com.',
  'Well... maybe not.',
  '"Really?" he asked.',
  'We meet at 5 p.m. Tuesday.',
  'Acme Inc. Europe is here.',
  'Yahoo! is a company.',
  'Am 3. Mai war es kalt.',
  'Version v1.2.3 is out.',
  'a, b, etc. and so on.',
  'The word (i.e. this one) stays.',
];

const DIVIDED: ReadonlyArray<readonly string[]> = [
  ['One two three.', 'Four five six.'],
  ['Who? Me! No.', 'Yes.'].flatMap((line) => line.split(/(?<=[?!]) /)),
  ['He left at 5 p.m. in a hurry.', 'She stayed.'],
  ['It is 5 p.m.', 'We go.'],
  ['He lives in the U.S.', 'The end is near.'],
  ['So do I.', 'Then go.'],
  ['It was 1984.', 'Orwell knew.'],
  ['“Stop!”', '“Why?”'],
  ['Wait…', 'What?'],
  ['hello there.', 'how are you.', 'fine.'],
  ['No.', 'I do not.'],
];

describe('sentences', () => {
  test.each(WHOLE)('one: %s', (text) => {
    expect(passages(text)).toEqual([text]);
  });

  test.each(DIVIDED.map((sentences) => [sentences]))('several: %j', (sentences) => {
    expect(passages(sentences.join(' '))).toEqual(sentences);
  });

  test.each([
    ['你好。今天很好！再见？', ['你好。', '今天很好！', '再见？']],
    ['नमस्ते। आप कैसे हैं?', ['नमस्ते।', 'आप कैसे हैं?']],
    ['مرحبا. كيف حالك؟ جيد.', ['مرحبا.', 'كيف حالك؟', 'جيد.']],
    ['A title\n\nA text of it', ['A title', 'A text of it']],
    ['- first item\n- second item\n1. third', ['- first item', '- second item', '1. third']],
    ['Introduction\nThis is how it begins.', ['Introduction', 'This is how it begins.']],
    [
      'The cat that had sat upon the mat all day went to\nLondon by train.',
      ['The cat that had sat upon the mat all day went to\nLondon by train.'],
    ],
  ])('in other shapes: %j', (text, sentences) => {
    expect(passages(text)).toEqual(sentences);
  });
});

describe('a first passage', () => {
  test.each([
    [
      'When the rain stopped, the children ran into the garden and shouted.',
      ['When the rain stopped,', 'the children ran into the garden and shouted.'],
    ],
    [
      'The small boat drifted slowly past the old house but nobody there saw it go.',
      ['The small boat drifted slowly past the old house', 'but nobody there saw it go.'],
    ],
    ['A short sentence, not divided.', ['A short sentence, not divided.']],
    [
      'On a day like November 21, 2026 everybody in the town was out in the streets.',
      ['On a day like November 21, 2026 everybody in the town was out in the streets.'],
    ],
  ])('is short where it may be: %s', (text, expected) => {
    expect(passages(text, { firstShort: true })).toEqual(expected);
  });
});

describe('long sentences', () => {
  test('are divided at clauses, every part within the limit', () => {
    const text = `${'This goes on and on for quite a while, '.repeat(40)}and then it ends.`;
    const parts = passages(text);
    expect(parts.join(' ')).toBe(text);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(360);
    for (const part of parts.slice(0, -1)) expect(part).toMatch(/,$/);
  });

  test.each([
    ['x'.repeat(3000)],
    ['word '.repeat(1000)],
    ['天'.repeat(2000)],
    ['😀'.repeat(1000)],
    ['[ '.repeat(1000)],
  ])('without marks are divided all the same: %#', (text) => {
    const parts = passages(text);
    expect(parts.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(360);
      expect(part.isWellFormed()).toBe(true);
    }
  });
});

test.each([1, 2, 7])('pieces of %i characters give the same passages', (piece) => {
  const text = [...WHOLE, ...DIVIDED.flat()].join(' ');
  expect(passages(text, { firstShort: true, piece })).toEqual(passages(text, { firstShort: true }));
});
