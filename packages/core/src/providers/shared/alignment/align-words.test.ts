import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords, type TimedWord } from './align-words.ts';

const timed = (text: string): TimedWord[] =>
  text.split(' ').map((word, at) => ({ text: word, start: at, end: at + 1 }));

describe('alignWords', () => {
  it('keeps the spelling of the known text and the times of what was heard', async () => {
    expect(await alignWords('Hello, World!', timed('hello world'), 2)).toEqual([
      { text: 'Hello', start: 0, end: 1, charStart: 0, charEnd: 5, confidence: 1 },
      { text: 'World', start: 1, end: 2, charStart: 7, charEnd: 12, confidence: 1 },
    ]);
  });

  it('passes over words that were heard and are not in the text', async () => {
    const words = await alignWords('we go home', timed('well we uh go right home'), 6);
    expect(words.map(({ start }) => start)).toEqual([1, 3, 5]);
  });

  it('gives words that were not heard a time after the word before them', async () => {
    const heard = (four: number) => [
      { text: 'one', start: 0, end: 1 },
      { text: 'four', start: four, end: four + 1 },
    ];
    const roomy = await alignWords('one two three four', heard(3), 5);
    expect(roomy.map((word) => word.confidence)).toEqual([1, 0, 0, 1]);
    expect(roomy.slice(1, 3)).toMatchObject([
      { start: 1, end: expect.closeTo(1.225) },
      { start: expect.closeTo(1.225), end: expect.closeTo(1.6) },
    ]);
    const tight = await alignWords('one two three four', heard(1.4), 5);
    expect(tight.slice(1, 3)).toMatchObject([{ start: 1, end: expect.closeTo(1.15) }, { end: expect.closeTo(1.4) }]);
  });

  it('gives words at the beginning a time before the word after them', async () => {
    const [first] = await alignWords('ask not', [{ text: 'not', start: 4, end: 4.3 }], 10);
    expect(first).toMatchObject({ start: expect.closeTo(3.775), end: expect.closeTo(4), confidence: 0 });
  });

  it('takes a misheard word for the word that it sounds like', async () => {
    const words = await alignWords('the weather is nice', timed('the whether is nicer'), 4);
    expect(words.every(({ confidence }) => confidence > 0.5)).toBe(true);
  });

  it('finds its way after a long part that was not said', async () => {
    const text = Array.from({ length: 400 }, (_, index) => `word${index}`);
    const heard = timed(text.filter((_, index) => index < 20 || index >= 180).join(' '));
    const words = await alignWords(text.join(' '), heard, 240);
    expect(words[399]).toMatchObject({ confidence: 1, start: 239 });
  });

  it('has every word in order and inside of the recording, whatever was heard', async () => {
    const word = fc.constantFrom('a', 'bee', 'see', 'dee', 'e4', '!', 'ß', '日本');
    await fc.assert(
      fc.asyncProperty(fc.array(word), fc.array(word), async (known, heard) => {
        const times = heard.map((text, at) => ({ text, start: at, end: at + 0.5 }));
        const aligned = await alignWords(known.join(' '), times, heard.length);
        expect(aligned.map(({ text }) => text)).toEqual(known.filter((text) => text !== '!'));
        let before = 0;
        for (const { start, end } of aligned) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(heard.length + 1e-9);
          before = start;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lays two thousand words beside each other in little time and memory', async () => {
    const text = Array.from({ length: 2000 }, (_, index) => `w${(index * 7919) % 997}`).join(' ');
    expect((await alignWords(text, timed(text), 2000)).every(({ confidence }) => confidence === 1)).toBe(true);
  });

  it('refuses a text that is longer than any recording', async () => {
    await expect(alignWords('a '.repeat(20_001), [], 1)).rejects.toMatchObject({ reason: 'text_too_long' });
  });
});
