import type { WordTiming } from '@potoo/core';
import { wordsToCues } from '@potoo/core/subtitles';
import { describe, expect, test } from 'vitest';
import { planText } from './plan-text.ts';

describe('markup is not shown', () => {
  async function shown(text: string): Promise<string> {
    const words: WordTiming[] = [];
    for await (const chunk of planText(text, { language: 'en' }).chunks) {
      for (const { text: word, charStart, charEnd } of chunk.words) {
        words.push({ text: word, start: words.length, end: words.length + 1, charStart, charEnd });
      }
    }
    const cues = wordsToCues(words, { text, maxSeconds: 100, maxLineLength: 200 });
    return cues.flatMap(({ lines }) => lines).join(' ');
  }

  test.each([
    ['It is 40–60°C here, Dr. Lee!', 'It is 40–60°C here, Dr. Lee!'],
    ['Wait [pause:1s] for [potoo](/ˈpoʊtuː/), **now**.', 'Wait for potoo, now.'],
    ['<speak>It is <sub alias="five degrees">5°</sub>, <break time="1s"/>A &amp; B.</speak>', 'It is 5°, A & B.'],
  ])('%s', async (text, expected) => {
    expect(await shown(text)).toBe(expected);
  });
});
