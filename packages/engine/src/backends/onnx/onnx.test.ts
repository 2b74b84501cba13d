import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pcm } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeWav } from '../../audio/encode/encode-wav.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { CATALOG } from '../../models/catalog/catalog.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { declarationCases } from '../../testing/declaration-cases.ts';
import { seededRandom } from '../../testing/music/seeded-random.ts';
import { DEMUCS_SHARES, SPLEETER_GAINS, tinySeparatorModels } from '../../testing/tiny-models/tiny-separators.ts';
import { TRANSLATED_WORDS, tinyTranslator } from '../../testing/tiny-models/tiny-translators.ts';
import { pocketsphinx } from '../pocketsphinx/pocketsphinx.ts';
import { onnx } from './onnx.ts';
import { onnxSettingsSchema } from './onnx-settings.ts';

const { available } = await onnx.check();
const listens = (await pocketsphinx.check()).available;
const RATE = 44_100;

describe('onnx is a backend', () => {
  for (const { name, run } of declarationCases(onnx)) test(name, run);
});

test('the cards that name families of this backend are as it wants them', () => {
  const families = ['spleeter', 'htdemucs', 'translation', 'openvoice', 'knn-vc', 'chatterbox', 'outetts'];
  const settings = CATALOG.filter(({ backend }) => backend === 'onnx').flatMap(({ variants }) =>
    variants.map((one) => one.settings),
  );
  const known = settings.filter(({ family }) => families.includes(String(family)));
  expect(known.length).toBeGreaterThan(10);
  for (const one of known) expect(() => onnxSettingsSchema.parse(one)).not.toThrow();
});

/** A tone in each channel, of a level that lets all stems of it be written down. */
function tones(hertz: readonly [number, number], seconds: number, sampleRate = RATE): Pcm {
  const wave = (frequency: number) =>
    Float32Array.from(
      { length: Math.round(seconds * sampleRate) },
      (_, at) => 0.4 * Math.sin((2 * Math.PI * frequency * at) / sampleRate),
    );
  return { channels: hertz.map(wave), sampleRate };
}

function noise(seconds: number, channels = 2): Pcm {
  const random = seededRandom(5);
  const wave = () => Float32Array.from({ length: Math.round(seconds * RATE) }, () => random.between(-0.4, 0.4));
  return { channels: Array.from({ length: channels }, wave), sampleRate: RATE };
}

async function wavOf(pcm: Pcm): Promise<Uint8Array> {
  async function* blocks() {
    yield pcm;
  }
  const settings = { sampleRate: pcm.sampleRate, channels: pcm.channels.length, streaming: false };
  return Buffer.concat(await Array.fromAsync(encodeWav(blocks(), settings)));
}

/** The channels of a WAV file of 16 bits. */
function channelsOf(wav: Uint8Array, count: number): Float32Array[] {
  const values = new Int16Array(wav.slice(44).buffer);
  const frames = values.length / count;
  return Array.from({ length: count }, (_, channel) =>
    Float32Array.from({ length: frames }, (__, at) => (values[at * count + channel] ?? 0) / 32_768),
  );
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

describe.skipIf(!available)('made-up networks', () => {
  let installed: InstalledCards;
  let engine: Engine;

  beforeAll(async () => {
    installed = await installCards([...tinySeparatorModels(), tinyTranslator()]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  const separate = async (pcm: Pcm, model: string, stems: 2 | 4 | 5 = 2) => {
    const { stems: made } = await engine.separate({ audio: await wavOf(pcm), model, stems, format: 'wav' });
    return made.map(({ name, audio }) => ({ name, channels: channelsOf(audio.bytes(), pcm.channels.length) }));
  };

  test('Spleeter: each stem has its share of a tone, at either end and in the middle', async () => {
    const [vocals = new Float32Array(), accompaniment = new Float32Array()] = SPLEETER_GAINS;
    const bins = [40, 300] as const;
    // Longer than one look of the networks, so that two have to fit together.
    const pcm = tones([(bins[0] * RATE) / 4096, (bins[1] * RATE) / 4096], 13);
    const [voice, rest] = await separate(pcm, 'tiny-spleeter');
    expect([voice?.name, rest?.name]).toEqual(['vocals', 'accompaniment']);
    for (const [channel, bin] of bins.entries()) {
      const [v, a] = [vocals[bin] ?? 0, accompaniment[bin] ?? 0];
      const share = v ** 2 / (v ** 2 + a ** 2);
      const made = voice?.channels[channel] ?? new Float32Array();
      for (const from of [1000, 6 * RATE, 11.8 * RATE]) {
        const [got, given] = [made, pcm.channels[channel] ?? made].map((one) =>
          rms(one.slice(from, from + 0.5 * RATE)),
        );
        // Its window spreads a tone over the bins beside it, which have shares of their own.
        expect((got ?? 0) / (given ?? 1)).toBeCloseTo(spread(vocals, accompaniment, bin) ?? share, 1);
      }
    }
  });

  test.each([
    ['tiny-spleeter', 1, 2],
    ['tiny-spleeter', 2, 2],
    ['tiny-spleeter-5', 1, 5],
    ['tiny-spleeter-5', 1, 4],
    ['tiny-demucs', 1, 2],
    ['tiny-demucs', 2, 4],
  ] as const)('%s: the stems of %i channels add up to the recording', async (model, count, stems) => {
    const pcm = noise(13.3, count);
    const made = await separate(pcm, model, stems);
    expect(made).toHaveLength(stems);
    for (const [channel, given] of pcm.channels.entries()) {
      const sum = given.map((_, at) => made.reduce((total, stem) => total + (stem.channels[channel]?.[at] ?? 0), 0));
      expect(made[0]?.channels[channel]?.length).toBe(given.length);
      // 16 bits of each stem are rounded by themselves.
      expect(rms(sum.map((value, at) => value - (given[at] ?? 0)))).toBeLessThan(1e-4);
    }
  });

  test('Demucs: segments fade into each other without a trace, in the order that the stems are asked for', async () => {
    const pcm = tones([441, 882], 18);
    const [drums = 0, bass = 0, other = 0, vocals = 0] = DEMUCS_SHARES;
    const made = await separate(pcm, 'tiny-demucs', 4);
    expect(made.map(({ name }) => name)).toEqual(['vocals', 'drums', 'bass', 'other']);
    for (const [index, share] of [vocals, drums, bass, other].entries()) {
      const stem = made[index]?.channels[0] ?? new Float32Array();
      const difference = stem.map((value, at) => value - share * (pcm.channels[0]?.[at] ?? 0));
      expect(difference.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(1e-4);
    }
    const [voice, rest] = await separate(pcm, 'tiny-demucs', 2);
    expect(
      rms(rest?.channels[1] ?? pcm.channels[0] ?? new Float32Array()) / rms(voice?.channels[1] ?? new Float32Array()),
    ).toBeCloseTo((drums + bass + other) / vocals, 2);
  });

  test('what a network does not tell apart is refused, and other rates are taken', async () => {
    await expect(separate(noise(0.5), 'tiny-spleeter', 4)).rejects.toMatchObject({ param: 'stems', status: 400 });
    await expect(separate(noise(0.5), 'tiny-demucs', 5)).rejects.toMatchObject({ param: 'stems' });
    const { stems } = await engine.separate({
      audio: await wavOf(tones([200, 300], 1, 8000)),
      model: 'tiny-demucs',
      format: 'wav',
    });
    expect(stems[0]?.audio.duration).toBeCloseTo(1, 2);
  });

  test('a separation is stopped between two looks', async () => {
    const stop = new AbortController();
    const separating = engine.separate(
      { audio: await wavOf(noise(60)), model: 'tiny-spleeter' },
      {
        signal: stop.signal,
        onProgress: ({ stage }) => stage === 'working' && stop.abort(new Error('enough')),
      },
    );
    await expect(separating).rejects.toThrow('enough');
  });

  test.skipIf(!listens)('a recording is said in another language by a pulled translator', async () => {
    const { audio } = await engine.synthesize({ text: 'Good morning everybody.', voice: 'slt', format: 'wav' });
    const said = await engine.translateSpeech({
      audio: audio.bytes(),
      sourceLanguage: 'en',
      targetLanguage: 'de',
      model: 'tiny-translator',
      format: 'wav',
    });
    const known = new Map(TRANSLATED_WORDS);
    const heard = said.originalText.toLowerCase().split(/[^a-z]+/);
    const expected = heard.flatMap((word) => known.get(word) ?? []);
    expect(expected).toContain('morgen');
    for (const word of expected) expect(said.translatedText).toContain(word);
    expect(said.audio.duration).toBeGreaterThan(0.4);
  });

  test.skipIf(!listens)('what translates is what was named, or said to stand in for it, or an error', async () => {
    const { audio } = await engine.synthesize({ text: 'Good morning everybody.', voice: 'slt', format: 'wav' });
    const translate = (model: string, targetLanguage = 'de', by = engine) =>
      by.translateSpeech({ audio: audio.bytes(), sourceLanguage: 'en', targetLanguage, model, speak: false });
    expect((await translate('TINY-Translator')).warnings).toEqual([]);
    const { translatedText, warnings } = await translate('opus-mt-en-de');
    expect(translatedText).toContain('morgen');
    expect(warnings).toMatchObject([
      { type: 'fallback', message: expect.stringContaining('potoo pull opus-mt-en-de') },
    ]);
    await expect(translate('opus-mtt')).rejects.toMatchObject({
      reason: 'model_not_found',
      hint: expect.stringContaining('opus-mt'),
    });
    await expect(translate('tiny-translator', 'fr')).rejects.toMatchObject({
      reason: 'language_not_supported',
      message: expect.stringContaining('from en into fr'),
    });
    await expect(translate('auto', 'fr')).rejects.toMatchObject({ reason: 'dependency_missing' });
    const strict = createEngine({ modelsFolder: installed.folder, hosts: 1, strict: true });
    await expect(translate('opus-mt', 'fr', strict)).rejects.toMatchObject({
      reason: 'model_not_installed',
      hint: expect.stringContaining('potoo pull opus-mt-en-fr'),
    });
    await strict.close();
  });

  test('files that are cut, swapped or changed are refused, and cost no host', async () => {
    const models = await installCards(tinySeparatorModels());
    const own = createEngine({ modelsFolder: models.folder, hosts: 1 });
    const { folder: store } = models;
    try {
      const file = async (model: string, name: string) => {
        const { installations } = await import('../../models/store/model-store.ts').then(async ({ ModelStore }) => ({
          installations: await new ModelStore({ folder: store, cards: [], access: {} }).installations(),
        }));
        const found = installations.find(({ card }) => card.id === model);
        return path.join(found?.folder ?? '', name);
      };
      const ask = async (model: string) => own.separate({ audio: await wavOf(noise(0.2)), model });
      const vocals = await file('tiny-spleeter', 'vocals.onnx');
      const whole = await readFile(vocals);
      await truncate(vocals, whole.length - 10);
      await expect(ask('tiny-spleeter')).rejects.toMatchObject({ reason: 'model_damaged' });
      await writeFile(vocals, await readFile(await file('tiny-demucs', 'model.onnx')));
      await expect(ask('tiny-spleeter')).rejects.toMatchObject({ reason: 'model_damaged' });
      await writeFile(
        vocals,
        whole.map((byte, at) => (at === 2000 ? byte ^ 0xff : byte)),
      );
      await expect(ask('tiny-spleeter')).rejects.toMatchObject({ reason: 'model_damaged' });
      await writeFile(vocals, whole);
      await own.close();
      const again = createEngine({ modelsFolder: store, hosts: 1 });
      expect((await again.separate({ audio: await wavOf(noise(0.2)), model: 'tiny-spleeter' })).stems).toHaveLength(2);
      expect(again.stats().every(({ crashes }) => crashes === 0)).toBe(true);
      await again.close();
    } finally {
      await own.close();
      await models[Symbol.asyncDispose]();
    }
  });

  test('files of another family are refused by their inputs', async () => {
    const [spleeter, demucs] = tinySeparatorModels();
    if (!spleeter || !demucs) throw new TypeError('There are two.');
    const swapped = { ...spleeter, files: { ...spleeter.files, 'vocals.onnx': demucs.files['model.onnx'] ?? '' } };
    await using models = await installCards([swapped]);
    const own = createEngine({ modelsFolder: models.folder, hosts: 1 });
    const asked = own.separate({ audio: await wavOf(noise(0.2)), model: 'tiny-spleeter' });
    await expect(asked).rejects.toMatchObject({
      reason: 'model_damaged',
      message: expect.stringContaining('no input x'),
    });
    await own.close();
  });
});

/** How much of a tone in the middle of a bin a stem gets: a Hann window gives its bin 1 and each neighbour half as much. */
function spread(own: Float32Array, other: Float32Array, bin: number): number {
  const share = (at: number) => (own[at] ?? 0) ** 2 / ((own[at] ?? 0) ** 2 + (other[at] ?? 0) ** 2);
  // Analysis and synthesis are weighted by the same window: amplitudes of the three bins add up by their squares.
  const weights = [0.25, 1, 0.25];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, at) => sum + weight * share(bin + at - 1), 0) / total;
}
