import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { CHATTERBOX_PROMPT, CHATTERBOX_TOKEN, tinyChatterbox } from '../../testing/tiny-models/tiny-chatterbox.ts';
import { chatterboxText } from './chatterbox-text.ts';
import { onnx } from './onnx.ts';
import { likeliestToken, penalizeRepeats } from './penalize-repeats.ts';

const { available } = await onnx.check();

test('a text is written as the model was taught', () => {
  expect(chatterboxText('hello — “world”: fine ...')).toBe('Hello - "world", fine,');
  expect(chatterboxText('élan')).toBe('Élan.');
  expect(chatterboxText('Is it?')).toBe('Is it?');
});

test('a token that was said is less likely, whichever side of nothing its value is on', () => {
  const logits = Float32Array.of(2, 1.9, -1, 0);
  penalizeRepeats(logits, [0, 2, 0], 1.25);
  expect([...logits]).toEqual([expect.closeTo(1.6), expect.closeTo(1.9), -1.25, 0]);
  expect(likeliestToken(logits)).toBe(1);
});

describe.skipIf(!available)('a made-up Chatterbox', () => {
  let installed: InstalledCards;
  let engine: Engine;

  beforeAll(async () => {
    installed = await installCards([tinyChatterbox()]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  const reference = (level: number) => {
    const wave = (_: unknown, at: number) => level * Math.sin((2 * Math.PI * 150 * at) / 16_000);
    return makeWav(Float32Array.from({ length: 48_000 }, wave), 16_000);
  };
  const speakAs = async (text: string, level: number) => {
    const request = {
      text,
      reference: reference(level),
      model: 'tiny-chatterbox',
      format: 'wav',
      words: true,
    } as const;
    const { audio, words, model } = await engine.speakAs(request);
    return { ...measureWav(audio.bytes()), words, model };
  };

  test('says a token for each letter, after those of the recording and before the silence, as the recording sounds', async () => {
    const [quiet, loud] = [await speakAs('Hello world', 0.15), await speakAs('Hello world', 0.45)];
    expect(quiet).toMatchObject({ model: 'tiny-chatterbox', sampleRate: 24_000 });
    // Eleven letters and the full stop that every text ends with.
    const tokens = CHATTERBOX_PROMPT.length + 12 + 3;
    expect(quiet.duration).toBeCloseTo((tokens * CHATTERBOX_TOKEN) / 24_000, 1);
    expect(loud.rms / quiet.rms).toBeCloseTo(3, 0);
    expect(loud.words.map(({ text }) => text)).toEqual(['Hello', 'world']);
  });

  test('stops between two tokens', async () => {
    const stop = new AbortController();
    const asked = engine.speakAs(
      { text: 'a'.repeat(400), reference: reference(0.3), model: 'tiny-chatterbox' },
      { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) },
    );
    setImmediate(() => stop.abort(new Error('enough')));
    await expect(asked).rejects.toThrow('enough');
  });

  test('graphs in each other’s place are refused', async () => {
    const model = tinyChatterbox();
    const swapped = { ...model.files, 'embed_tokens.onnx': model.files['language_model.onnx'] ?? '' };
    await using models = await installCards([{ card: model.card, files: swapped }]);
    const own = createEngine({ modelsFolder: models.folder, hosts: 1 });
    await expect(own.speakAs({ text: 'a', reference: reference(0.3), model: 'tiny-chatterbox' })).rejects.toMatchObject(
      {
        reason: 'model_damaged',
        message: expect.stringContaining('no input input_ids'),
      },
    );
    await own.close();
  });
});
