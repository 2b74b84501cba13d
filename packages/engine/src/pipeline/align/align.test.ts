import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aligner } from '../../backends/aligner/aligner.ts';
import { espeak } from '../../backends/espeak/espeak.ts';
import { pocketsphinx } from '../../backends/pocketsphinx/pocketsphinx.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { boundaryErrors, quantile } from '../../testing/word-boundaries.ts';
import { ALIGNED_SPEAKERS, ALIGNED_TEXTS } from './__fixtures__/aligned-speech.ts';

let engine: Engine;
beforeAll(() => {
  engine = createEngine({ voicesDirectory: temporaryVoices() });
});
afterAll(() => engine.close());

const canSpeak = (await espeak.check()).available;
const canListen = (await pocketsphinx.check()).available;

describe.skipIf(!canSpeak)(
  'words are found where the voice says that it said them (skipped where espeak is absent)',
  () => {
    test.each(ALIGNED_SPEAKERS)('$voice at $speed', { timeout: 240_000 }, async ({ language, voice, speed }) => {
      const text = ALIGNED_TEXTS[language];
      const spoken = await engine.synthesize({ text, language, voice, speed, words: true, format: 'wav' });
      const found = await engine.align({ audio: spoken.audio.bytes(), text, language });

      expect(found.words.map((word) => word.text)).toEqual(
        spoken.words.map(({ charStart, charEnd }) => text.slice(charStart, charEnd)),
      );
      const errors = boundaryErrors(found.words, spoken.words);
      expect(quantile(errors, 0.5)).toBeLessThanOrEqual(0.04);
      expect(quantile(errors, 0.95)).toBeLessThanOrEqual(0.12);
      expect(found).toMatchObject({ language, model: 'dtw', warnings: [] });
      expect(found.confidence).toBeGreaterThan(0.8);
    });
  },
);

describe('aligning', { timeout: 240_000 }, () => {
  const TEXT = 'On May 3rd we paid $25 for 12 books, “The Idiot” among them.';
  let audio: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    audio = (await engine.synthesize({ text: TEXT, voice: 'rms', format: 'wav' })).audio.bytes();
  });

  test('gives what was spoken as several words as the one that stands in the text', async () => {
    const { words, duration } = await engine.align({ audio, text: TEXT });
    expect(words.map(({ text }) => text)).toEqual([
      'On',
      'May',
      '3rd',
      'we',
      'paid',
      '$25',
      'for',
      '12',
      'books',
      'The',
      'Idiot',
      'among',
      'them',
    ]);
    for (const { text, charStart, charEnd } of words) expect(TEXT.slice(charStart, charEnd)).toBe(text);
    expect(words.at(-1)?.end).toBeLessThanOrEqual(duration);
  });

  test('doubts a text that is not what is said, and says so', async () => {
    const text = 'Completely different poetry about tall mountains and wide rivers is what nobody read aloud here.';
    const { confidence, warnings } = await engine.align({ audio, text, language: 'en' });
    expect(confidence).toBeLessThan(0.3);
    expect(warnings).toMatchObject([{ type: 'quality', subject: 'text' }]);
  });

  test.skipIf(!canListen)('goes by what is heard where no voice knows its timing, or where it is told to', async () => {
    const listening = createEngine({ backends: [pocketsphinx, aligner], voicesDirectory: temporaryVoices(), hosts: 1 });
    try {
      expect((await listening.capabilities()).features).toContain('align');
      const heard = await listening.align({ audio, text: TEXT, language: 'en' });
      expect(heard.model).toBe('pocketsphinx');
      const named = await engine.align({ audio, text: TEXT, language: 'en', model: 'pocketsphinx' });
      expect(named.words).toEqual(heard.words);
      const warped = await engine.align({ audio, text: TEXT, language: 'en' });
      const sure = heard.words.filter(({ confidence }) => confidence === 1);
      expect(sure.length).toBeGreaterThan(3);
      for (const { text, start } of sure) {
        const other = warped.words.find((word) => word.text === text);
        expect(Math.abs(start - (other?.start ?? 0))).toBeLessThan(0.2);
      }
      await expect(listening.align({ audio, text: TEXT, language: 'cy' })).rejects.toMatchObject({
        reason: 'language_not_supported',
      });
    } finally {
      await listening.close();
    }
  });

  test('refuses a text that nobody could say in the time', async () => {
    const refused = engine.align({ audio, text: `${TEXT} `.repeat(12), language: 'en' });
    await expect(refused).rejects.toMatchObject({ code: 'bad_request', reason: 'text_does_not_fit', param: 'text' });
  });

  test('tells how a recogniser is installed that is named, and goes on without it', async () => {
    const { model, warnings } = await engine.align({ audio, text: TEXT, language: 'en', model: 'parakeet' });
    expect(model).toBe('dtw');
    expect(warnings).toMatchObject([
      { type: 'fallback', message: expect.stringContaining('parakeet is not installed: dtw did the work instead.') },
    ]);
    // It writes words down and does not know when they are said.
    const whisper = engine.align({ audio, text: TEXT, language: 'en', model: 'whisper' });
    await expect(whisper).rejects.toMatchObject({
      reason: 'feature_not_supported',
      message: expect.stringContaining('does not tell when'),
    });
  });

  test('refuses a text without words, and an unknown model', async () => {
    await expect(engine.align({ audio, text: '…!' })).rejects.toMatchObject({ reason: 'nothing_to_speak' });
    await expect(engine.align({ audio, text: TEXT, model: 'demucs' })).rejects.toMatchObject({
      reason: 'model_not_found',
    });
    await expect(engine.align({ audio, text: TEXT, language: 'tlx' })).rejects.toMatchObject({
      reason: 'language_not_supported',
      hint: expect.stringContaining('Check the tag'),
    });
  });

  test('stops while it works when it is told to, and works on after it', async () => {
    const stopping = new AbortController();
    const work = engine.align({ audio, text: TEXT }, { signal: stopping.signal, onProgress: () => stopping.abort() });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect((await engine.align({ audio, text: TEXT })).words).toHaveLength(13);
  });
});
