import { describe, expect, it } from 'vitest';
import { spokenPart } from './spoken-part.ts';

const replyText = 'Well, one two. Three!';
const wordEnds = [
  { end: 0.4, charEnd: 4 },
  { end: 0.8, charEnd: 9 },
  { end: 1.2, charEnd: 13 },
  { end: 2, charEnd: 20 },
];
const reply = { replyText, wordEnds, duration: 2.2 };

describe('what was spoken of a reply', () => {
  it.each([
    [0, ''],
    [0.3, ''],
    [0.4, 'Well,'],
    [1.19999, 'Well, one two.'],
    [1.9, 'Well, one two.'],
    [2, 'Well, one two. Three!'],
    [99, replyText],
  ])('by %d s', (heard, expected) => {
    const part = spokenPart(reply, heard);
    expect(part.replyText).toBe(expected);
    expect(spokenPart(part, heard).replyText).toBe(expected);
  });

  it('is judged by length where the words have no times', () => {
    const untimed = { replyText: 'aaaa bbbb cccc dddd', wordEnds: [], duration: 4 };
    expect(spokenPart(untimed, 2).replyText).toBe('aaaa bbbb');
    expect(spokenPart(untimed, 4).replyText).toBe('aaaa bbbb cccc dddd');
    expect(spokenPart(untimed, 0).replyText).toBe('');
    expect(spokenPart({ ...untimed, duration: undefined }, 3).replyText).toBe('');
  });
});
