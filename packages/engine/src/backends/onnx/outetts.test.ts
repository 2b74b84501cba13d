import { measureWav } from '@potoo/core/testing';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { tinyRecognizerModels } from '../../testing/tiny-models/tiny-models.ts';
import { OUTE_FRAMES, OUTE_SPEAKER, tinyOuteTts } from '../../testing/tiny-models/tiny-outetts.ts';
import { onnx } from './onnx.ts';
import { outePrompt } from './outetts-prompt.ts';
import { sampleToken, seededChance } from './sample-token.ts';

const { available } = await onnx.check();

test('a prompt is the two texts and the speaker in codes, as the model was taught', () => {
  const traits = '<|energy_10|><|spectral_centroid_15|><|pitch_45|>';
  expect(outePrompt('  “Well”, it’s … fine !! ', OUTE_SPEAKER)).toBe(
    "<|im_start|>\n<|text_start|>Oh hello. Well, it's... fine!<|text_end|>\n<|audio_start|>\n" +
      `<|word_start|>Oh<|features|><|t_0.20|>${traits}<|code|><|c1_1|><|c2_3|><|c1_2|><|c2_4|><|word_end|>\n` +
      `<|word_start|>hello.<|features|><|t_0.20|>${traits}<|code|><|c1_500|><|c2_6|><|word_end|>\n<|word_start|>`,
  );
});

describe('a token', () => {
  const logits = Float32Array.of(0, 3, 2, -1, 1);
  const drawn = (options: Partial<Parameters<typeof sampleToken>[1]>) => {
    const chance = seededChance(5);
    const counts = [0, 0, 0, 0, 0];
    const all = { temperature: 1, topK: 5, topP: 1, minP: 0, ...options };
    for (let round = 0; round < 1500; round++) {
      const token = sampleToken(logits, all, chance);
      counts[token] = (counts[token] ?? 0) + 1;
    }
    return counts.map((count) => count / 1500);
  };

  test('is drawn by its probability', () => {
    const total = logits.reduce((sum, value) => sum + Math.exp(value), 0);
    for (const [token, share] of drawn({}).entries()) {
      expect(share).toBeCloseTo(Math.exp(logits[token] ?? 0) / total, 1);
    }
  });

  test('is one of the likeliest, by count, by their sum or by the greatest', () => {
    const kept = (options: Parameters<typeof drawn>[0]) => drawn(options).map((share) => share > 0);
    expect(kept({ topK: 2 })).toEqual([false, true, true, false, false]);
    expect(kept({ topP: 0.8 })).toEqual([false, true, true, false, false]);
    expect(kept({ minP: 0.1 })).toEqual([false, true, true, false, true]);
    expect(kept({ temperature: 0.05 })).toEqual([false, true, false, false, false]);
  });
});

test.skipIf(!available)('a made-up OuteTTS speaks, and tells how long each word is', async () => {
  await using installed = await installCards([tinyOuteTts()]);
  const engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
  try {
    const speak = (text: string) => engine.synthesize({ text, voice: 'oute_0', format: 'wav', words: true });
    const { audio, words, model, warnings } = await speak('hi ho');
    const [first = 0, second = 0] = OUTE_FRAMES;
    const measured = measureWav(audio.bytes());
    expect(model).toBe('tiny-outetts');
    expect(warnings).toEqual([]);
    expect(measured.sampleRate).toBe(24_000);
    expect(measured.duration).toBeGreaterThanOrEqual((first + second) / 75 - 0.05);
    const lengths = words.map(({ start, end }) => end - start);
    expect(lengths).toEqual([expect.closeTo(first / 75, 1), expect.closeTo(second / 75, 1)]);
    expect((words[1]?.start ?? 0) - (words[0]?.start ?? 0)).toBeCloseTo(first / 75, 1);

    // Where it says other words than were asked for, their times are not known.
    const other = await speak('one two three');
    expect(other.words).toHaveLength(3);
  } finally {
    await engine.close();
  }
});

test.skipIf(!available)(
  'a made-up OuteTTS speaks in the voice of a recording, whose words are found in time',
  async () => {
    const [whisper] = tinyRecognizerModels();
    await using installed = await installCards([tinyOuteTts(), ...(whisper ? [whisper] : [])]);
    const engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    try {
      const { audio: reference } = await engine.synthesize({ text: 'Hello world.', voice: 'slt', format: 'wav' });
      const request = { text: 'hi ho', reference: reference.bytes(), model: 'tiny-outetts', format: 'wav' } as const;
      const cloned = await engine.speakAs({ ...request, words: true });
      const own = await engine.synthesize({ text: 'hi ho', voice: 'oute_0', format: 'wav' });
      expect(cloned).toMatchObject({ model: 'tiny-outetts', voice: 'reference', warnings: [] });
      expect(cloned.words).toHaveLength(2);
      // It speaks as loud as the loudest frame of the profile: of its own speaker's 0.5, of the recording's some 0.3.
      const ratio = measureWav(cloned.audio.bytes()).rms / measureWav(own.audio.bytes()).rms;
      expect(ratio).toBeGreaterThan(0.3);
      expect(ratio).toBeLessThan(0.9);
    } finally {
      await engine.close();
    }
  },
);
