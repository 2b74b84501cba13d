import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { HEARD_IN_SPANISH } from '../../testing/tiny-models/tiny-canary.ts';
import { tinyFamilyModels } from '../../testing/tiny-models/tiny-family-models.ts';
import { PARAFORMER_TIMES } from '../../testing/tiny-models/tiny-paraformer.ts';
import { HEARD } from '../../testing/tiny-models/tiny-recognizers.ts';
import { SUPERTONIC_LEVELS } from '../../testing/tiny-models/tiny-supertonic.ts';
import { sherpa } from './sherpa.ts';

// As in tiny-models.test.ts: true inputs, outputs and metadata, and weights that make what they do known.
const { available } = await sherpa.check();

describe.skipIf(!available)('made-up models of further families', () => {
  let installed: InstalledCards;
  let engine: Engine;
  let speech: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    installed = await installCards(tinyFamilyModels());
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    const { audio } = await engine.synthesize({ text: 'Nobody reads this.', voice: 'slt', format: 'wav' });
    speech = audio.bytes();
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  test.each(['paraformer', 'streaming-paraformer', 'moonshine', 'canary'])('%s hears its words', async (family) => {
    const transcript = await engine.transcribe({ audio: speech, model: `tiny-${family}`, language: 'en', words: true });
    expect(transcript.text).toBe(HEARD);
    const words = transcript.segments.flatMap((segment) => segment.words);
    expect(words.map(({ text }) => text)).toEqual(HEARD.split(' '));
    for (const { start, end } of words) expect(end).toBeGreaterThan(start);
    expect(engine.stats().every(({ crashes }) => crashes === 0)).toBe(true);
  });

  test('Paraformer: a word of two pieces begins with the first and ends with the last', async () => {
    const [first = 0, second = 0, third = 0] = PARAFORMER_TIMES;
    const { segments } = await engine.transcribe({ audio: speech, model: 'tiny-paraformer', words: true });
    const [hello, world] = segments.flatMap((segment) => segment.words);
    const from = hello?.start ?? 0;
    expect((hello?.end ?? 0) - from).toBeGreaterThan(second - first);
    expect((world?.start ?? 0) - from).toBeCloseTo(third - first, 1);
  });

  test.each(['es', undefined])('Canary is told the language: %s', async (stated) => {
    const request = { audio: speech, model: 'tiny-canary', ...(stated !== undefined && { language: stated }) };
    const { text, language } = await engine.transcribe(request);
    expect(text).toBe(HEARD_IN_SPANISH);
    // Where nobody states it, the installed model of language identification tells it: Canary does not.
    expect(language).toBe('es');
  });

  test('Supertonic speaks as long as its letters, in the voice and at the speed that it is asked for', async () => {
    const speak = async (voice: string, speed = 1) => {
      const { audio } = await engine.synthesize({ text: 'Hello tiny world.', voice, speed, format: 'wav' });
      return measureWav(audio.bytes());
    };
    const [quiet = 0, loud = 0] = SUPERTONIC_LEVELS;
    const [one, other, fast] = [
      await speak('supertonic_0'),
      await speak('supertonic_1'),
      await speak('supertonic_1', 2),
    ];
    expect(one.sampleRate).toBe(16_000);
    expect(other.rms / one.rms).toBeCloseTo(loud / quiet, 1);
    // The letters between the tags of the language, each of 0.05 s.
    expect(one.duration).toBeGreaterThan(0.8);
    expect(other.duration / fast.duration).toBeGreaterThan(1.6);
  });

  test('Pocket TTS speaks as the recording sounds', async () => {
    const reference = (level: number) => {
      const wave = (_: unknown, at: number) => level * Math.sin((2 * Math.PI * 150 * at) / 24_000);
      return makeWav(Float32Array.from({ length: 3 * 24_000 }, wave), 24_000);
    };
    const speakAs = async (level: number) => {
      const request = {
        text: 'Hello world.',
        reference: reference(level),
        model: 'tiny-pocket',
        format: 'wav',
      } as const;
      const { audio, warnings } = await engine.speakAs(request);
      return { ...measureWav(audio.bytes()), warnings };
    };
    const [quiet, loud] = [await speakAs(0.15), await speakAs(0.45)];
    expect(quiet.sampleRate).toBe(24_000);
    expect(quiet.duration).toBeGreaterThan(0.5);
    expect(loud.rms / quiet.rms).toBeCloseTo(3, 0);
    // It knows one speed: another is not left out silently.
    const slow = { text: 'Hello world.', reference: reference(0.3), model: 'tiny-pocket', speed: 0.5 } as const;
    const { warnings } = await engine.speakAs(slow);
    expect(warnings).toContainEqual(expect.objectContaining({ type: 'unsupported', subject: 'rate' }));
  });
});
