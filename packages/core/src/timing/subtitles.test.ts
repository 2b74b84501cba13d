import { describe, expect, test } from 'vitest';
import type { WordTiming } from '../contract/timing.ts';
import type { TranscriptSegment } from '../contract/transcription.ts';
import { formatSubtitles, segmentsToCues, wordsToCues } from './subtitles.ts';

/** Words of a text, half a second each, one per run of letters and digits. */
function timed(text: string, pauseAfter: Readonly<Record<string, number>> = {}): WordTiming[] {
  let time = 0;
  return [...text.matchAll(/[\p{L}\p{N}']+/gu)].map((match) => {
    const start = time;
    time += 0.5;
    const word = { text: match[0], start, end: time, charStart: match.index, charEnd: match.index + match[0].length };
    time += pauseAfter[match[0]] ?? 0;
    return word;
  });
}

const TEXT =
  'When the rain stopped, the children ran into the garden. "Look!" said Ann, and pointed at the sky above the old house.';

function cuesOf(text: string, shape = {}, pauses = {}) {
  return wordsToCues(timed(text, pauses), { text, ...shape });
}

describe('cues of speech', () => {
  test('show the whole original text, in order, with its punctuation', () => {
    const cues = cuesOf(TEXT);
    expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(TEXT);
    for (const [index, cue] of cues.entries()) expect(cue.end).toBeLessThanOrEqual(cues[index + 1]?.start ?? 99);
  });

  test.each([
    [{ maxLineLength: 20 }],
    [{ maxLines: 1 }],
    [{ maxSeconds: 2 }],
    [{ maxWords: 3 }],
    [{ maxLineLength: 12, maxLines: 3, maxSeconds: 4, maxWords: 5 }],
  ])('keep %j', (shape) => {
    const { maxLineLength = 42, maxLines = 2, maxSeconds = 7, maxWords = 99 } = shape as Record<string, number>;
    const cues = cuesOf(TEXT, shape);
    expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(TEXT);
    for (const { lines, start, end } of cues) {
      expect(lines.length).toBeLessThanOrEqual(maxLines);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(maxLineLength);
      expect(end - start).toBeLessThanOrEqual(maxSeconds);
      expect(lines.join(' ').split(' ').length).toBeLessThanOrEqual(maxWords);
    }
  });

  test('end at sentence ends and at long pauses', () => {
    expect(cuesOf('One two three. Four five six.').map(({ lines }) => lines)).toEqual([
      ['One two three.'],
      ['Four five six.'],
    ]);
    expect(cuesOf('One two three four', {}, { two: 2 }).map(({ lines }) => lines)).toEqual([
      ['One two'],
      ['three four'],
    ]);
  });

  test('break lines evenly', () => {
    expect(cuesOf('The teacher who had been silent finally laughed out').flatMap(({ lines }) => lines)).toEqual([
      'The teacher who had been',
      'silent finally laughed out',
    ]);
  });

  test('never divide what was spoken for one piece of text', () => {
    const text = 'It is 40–60°C outside';
    const words = ['It', 'is', 'forty', 'to', 'sixty', 'degrees', 'Celsius', 'outside'];
    const ranges = [
      [0, 2],
      [3, 5],
      [6, 8],
      [8, 9],
      [9, 11],
      [11, 13],
      [11, 13],
      [14, 21],
    ];
    const timings = words.map((word, i) => {
      const [charStart = 0, charEnd = 0] = ranges[i] ?? [];
      return { text: word, start: i, end: i + 1, charStart, charEnd };
    });
    const cues = wordsToCues(timings, { text, maxWords: 1 });
    expect(cues.flatMap(({ lines }) => lines)).toEqual(['It', 'is', '40–60°C', 'outside']);
    expect(cues[2]).toMatchObject({ start: 2, end: 7 });
  });

  test('divide scripts without spaces between words', () => {
    const text = '今日は天気がいいです';
    const words = [0, 2, 3, 5, 6, 8].map((charStart, i, all) => {
      const charEnd = all[i + 1] ?? text.length;
      return { text: text.slice(charStart, charEnd), start: i, end: i + 1, charStart, charEnd };
    });
    const cues = wordsToCues(words, { text, maxWords: 3 });
    expect(cues.map(({ lines }) => lines)).toEqual([['今日は天気'], ['がいいです']]);
  });

  test('stay long enough to be read, as far as the next leaves room', () => {
    const text = 'Hi. Bye.';
    const words = timed(text, { Hi: 3 });
    expect(wordsToCues(words, { text })).toMatchObject([
      { start: 0, end: 1 },
      { start: 3.5, end: 4.5 },
    ]);
  });
});

test('a segment without word times shares its time out by length', () => {
  const segment: TranscriptSegment = { text: 'aaaa bb cc', start: 10, end: 18, words: [] };
  expect(segmentsToCues([segment], { maxWords: 1 })).toEqual([
    { start: 10, end: 14, lines: ['aaaa'] },
    { start: 14, end: 16, lines: ['bb'] },
    { start: 16, end: 18, lines: ['cc'] },
  ]);
});

test('SubRip and WebVTT are written to the letter', () => {
  const cues = [
    { start: 0, end: 1.5, lines: ['a & b', '<i> --> c'] },
    { start: 3661.0004, end: 3662.9996, lines: ['late'] },
  ];
  expect(formatSubtitles(cues, 'srt')).toBe(
    '1\n00:00:00,000 --> 00:00:01,500\na & b\n<i> --> c\n\n2\n01:01:01,000 --> 01:01:03,000\nlate\n',
  );
  expect(formatSubtitles(cues, 'vtt')).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &amp; b\n&lt;i&gt; --&gt; c\n\n01:01:01.000 --> 01:01:03.000\nlate\n',
  );
  expect(formatSubtitles([], 'srt')).toBe('');
});

test('a change of the speaker ends a cue', () => {
  const segment = (text: string, start: number, speaker: string): TranscriptSegment => ({
    text,
    start,
    end: start + 1,
    words: [],
    speaker,
  });
  const cues = segmentsToCues([segment('yes', 0, 'SPEAKER_00'), segment('no', 1, 'SPEAKER_01')]);
  expect(cues.map(({ lines }) => lines)).toEqual([['yes'], ['no']]);
});
