import { describe, expect, it } from 'vitest';
import { splitPassages } from './split-passages.ts';

describe('passages for a translator', () => {
  it('are segments, joined as far as they fit', () => {
    expect(splitPassages(['one two', 'three', ' four five '], 14)).toEqual(['one two three', 'four five']);
    expect(splitPassages([], 10)).toEqual([]);
    expect(splitPassages(['', ' '], 10)).toEqual([]);
  });

  it('end at sentences, else at words, else anywhere', () => {
    expect(splitPassages(['First one. Second one. Third.'], 12)).toEqual(['First one.', 'Second one.', 'Third.']);
    const words = splitPassages(['word '.repeat(50)], 24);
    expect(words.every((passage) => passage.length <= 24 && /^(word ?)+$/.test(passage))).toBe(true);
    expect(splitPassages(['x'.repeat(25)], 10).join('')).toBe('x'.repeat(25));
  });

  it('lose nothing', () => {
    const said = Array.from({ length: 40 }, (_, index) => `This is sentence ${index}, said as it is. And more of it!`);
    const passages = splitPassages(said, 100);
    expect(passages.join(' ')).toBe(said.join(' '));
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
