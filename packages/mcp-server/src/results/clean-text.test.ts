import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFacts, cleanText } from './clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007', 'link'],
    ['a\u202eb\u2066c\u2069', 'abc'],
    ['zero\ufeffwidth\u2060', 'zerowidth'],
    ['hidden\u{e0041}\u{e007f}', 'hidden'],
    ['a\0b\u0007c\u009b31m', 'abc31m'],
    ['line\r\nline\u2028line', 'line\nline\nline'],
  ])('%j becomes %j', (text, clean) => expect(cleanText(text)).toBe(clean));

  it('keeps what writing needs: joiners, combining marks, emoji, tabs', () => {
    for (const text of ['می\u200cخواهم', '👩\u200d🚀', 'e\u0301', 'a\tb\nc', '日本語', '🏴'])
      expect(cleanText(text)).toBe(text);
  });

  it('leaves nothing to clean', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(cleanText(text)) === cleanText(text)));
  });
});

describe('cleanFacts', () => {
  it('cleans every text, however deep, but paths and addresses', () => {
    const dirty = 'a\u202eb';
    expect(cleanFacts({ text: dirty, path: dirty, words: [{ word: dirty, start: 1 }], list: [dirty] })).toEqual({
      text: 'ab',
      path: dirty,
      words: [{ word: 'ab', start: 1 }],
      list: ['ab'],
    });
  });
});
