import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { espeak } from '../../backends/espeak/espeak.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { boundaryErrors, quantile } from '../../testing/word-boundaries.ts';

let engine: Engine;
beforeAll(() => {
  engine = createEngine({ voicesDirectory: temporaryVoices() });
});
afterAll(() => engine.close());

/** A voice that is not the one that reads for alignments, and is faster or slower. */
const SPEAKERS = [
  { language: 'en', voice: 'en-us+f3', speed: 0.75 },
  { language: 'en', voice: 'en-gb', speed: 1.3 },
  { language: 'de', voice: 'de+f3', speed: 1.3 },
  { language: 'es', voice: 'es-419+f3', speed: 0.75 },
  { language: 'fr', voice: 'fr+f3', speed: 1.25 },
] as const;

const TEXTS = {
  en: 'The quick brown fox jumps over the lazy dog, and then it runs away. It was a bright cold day in April, and the clocks were striking thirteen.',
  de: 'Der schnelle braune Fuchs springt über den faulen Hund, und dann läuft er davon. Niemand weiß, ob wir morgen noch Zeit haben werden.',
  es: 'El veloz zorro marrón salta sobre el perro perezoso, y luego se marcha corriendo. Nadie sabe si mañana tendremos tiempo para hablar.',
  fr: "Le renard brun et rapide saute par-dessus le chien paresseux, puis il s'enfuit. Personne ne sait si nous aurons demain le temps de parler.",
};

const canSpeak = (await espeak.check()).available;

describe.skipIf(!canSpeak)(
  'words are found where the voice says that it said them (skipped where espeak is absent)',
  () => {
    test.each(SPEAKERS)('$voice at $speed', { timeout: 240_000 }, async ({ language, voice, speed }) => {
      const text = TEXTS[language];
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

  test('refuses a text that nobody could say in the time', async () => {
    const refused = engine.align({ audio, text: `${TEXT} `.repeat(12), language: 'en' });
    await expect(refused).rejects.toMatchObject({ code: 'bad_request', reason: 'text_does_not_fit', param: 'text' });
  });

  test('refuses a text without words, and an unknown model', async () => {
    await expect(engine.align({ audio, text: '…!' })).rejects.toMatchObject({ reason: 'nothing_to_speak' });
    await expect(engine.align({ audio, text: TEXT, model: 'demucs' })).rejects.toMatchObject({
      reason: 'model_not_found',
    });
  });

  test('stops while it works when it is told to, and works on after it', async () => {
    const stopping = new AbortController();
    const work = engine.align({ audio, text: TEXT }, { signal: stopping.signal, onProgress: () => stopping.abort() });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect((await engine.align({ audio, text: TEXT })).words).toHaveLength(13);
  });
});
