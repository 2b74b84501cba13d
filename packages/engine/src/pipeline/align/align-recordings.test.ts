import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { espeak } from '../../backends/espeak/espeak.ts';
import { createEngine } from '../../engine.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { knownSpeech } from '../../testing/known-speech.ts';
import { sharedData } from '../../testing/shared-data.ts';

const recordings = ['en', 'de', 'fr'].flatMap((language) => knownSpeech('speech', language));
const usable = recordings.length > 0 && (await espeak.check()).available;
const where = '(skipped where espeak or the shared data is absent)';

const engine = createEngine({ voicesDirectory: temporaryVoices() });
afterAll(() => engine.close());

const align = ({ file, text, language }: (typeof recordings)[number]) =>
  engine.align({ audio: readFileSync(sharedData(file) ?? file), fileName: file, text, language });

describe.runIf(usable)(`real recordings ${where}`, { timeout: 180_000 }, () => {
  test.each(recordings)('every word of $file is found, in order', async (recording) => {
    const { words, duration, confidence } = await align(recording);
    const lettersOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.join(' ');
    expect(lettersOf(words.map(({ text }) => text).join(' '))).toBe(lettersOf(recording.text));
    let time = 0;
    for (const { start, end } of words) {
      expect(start).toBeGreaterThanOrEqual(time - 1e-9);
      expect(end - start).toBeGreaterThan(0.02);
      expect(end - start).toBeLessThan(1.6);
      time = end;
    }
    expect(time).toBeLessThanOrEqual(duration + 0.01);
    expect(confidence).toBeGreaterThan(0.1);
  });

  test('words are where a detector of voices hears somebody', async () => {
    const jfk = recordings.find(({ file }) => file.endsWith('jfk.wav'));
    if (!jfk) throw new TypeError('The recording is missing.');
    const { words } = await align(jfk);
    // Of silero-vad, as the data's README has them; it cuts weak onsets and ends, and the last end is in a noise.
    const voiced = [
      { start: 0.29, end: 2.28, said: 'And so my fellow Americans' },
      { start: 3.26, end: 4.42, said: 'ask not' },
      { start: 5.37, end: 7.69, said: 'what your country can do for you' },
      { start: 8.16, end: 10.57, said: 'ask what you can do for your country' },
    ];
    for (const { start, end, said } of voiced) {
      const inside = words.filter((word) => word.start > start - 0.2 && word.end < end + 0.45);
      expect(inside.map(({ text }) => text).join(' ')).toBe(said);
    }
  });
});
