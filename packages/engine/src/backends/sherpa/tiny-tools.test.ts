import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spoolPcm } from '../../audio/pcm-file.ts';
import { createEngine, type Engine } from '../../engine.ts';
import type { Installation } from '../../models/installation.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { ModelStore } from '../../models/store/model-store.ts';
import { tinyFamilyModels } from '../../testing/tiny-models/tiny-family-models.ts';
import { tinyRecognizerModels } from '../../testing/tiny-models/tiny-models.ts';
import { HEARD } from '../../testing/tiny-models/tiny-recognizers.ts';
import { DENOISER_GAIN } from '../../testing/tiny-models/tiny-speech-tools.ts';
import { tinyToolModels } from '../../testing/tiny-models/tiny-tool-models.ts';
import { BackendPools } from '../backend-pools.ts';
import { readWav } from '../flite/read-wav.ts';
import { openModel } from './open-model.ts';
import { sherpa } from './sherpa.ts';

// As in tiny-models.test.ts: true inputs, outputs and metadata, and weights that make what they do known.
const available = (await sherpa.check()).available;
const models = [...tinyToolModels(), ...tinyRecognizerModels()];

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

describe.skipIf(!available)('made-up models of tools', () => {
  let installed: InstalledCards;
  let engine: Engine;
  let pools: BackendPools;
  let installations: readonly Installation[];

  beforeAll(async () => {
    installed = await installCards(models);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    pools = new BackendPools(1);
    installations = await new ModelStore({ folder: installed.folder, cards: [], access: {} }).installations();
  });
  afterAll(async () => {
    await pools?.close();
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  const installation = (id: string) => {
    const found = installations.find(({ card }) => card.id === id);
    if (!found) throw new TypeError(`${id} is not installed.`);
    return found;
  };
  const speak = async (text: string, voice: string) => {
    const { audio } = await engine.synthesize({ text, voice, format: 'wav', sampleRate: 16_000 });
    return { audio: audio.bytes(), ...readWav(audio.bytes()) };
  };

  test('SenseVoice hears its words, after what it tells of the recording', async () => {
    const { audio } = await speak('Nobody reads what is said here.', 'slt');
    const request = { audio, model: 'tiny-sense', words: true, punctuate: false };
    const { text, model, warnings } = await engine.transcribe(request);
    expect(text).toBe('hello world');
    expect(model).toBe('tiny-sense');
    expect(warnings).toEqual([]);
  });

  test('a detector cuts the speech out of a recording', async () => {
    const [first, second] = [
      await speak('Hello there, how are you?', 'slt'),
      await speak('I am well, thank you.', 'rms'),
    ];
    const pause = new Float32Array(16_000);
    const pcm = {
      channels: [Float32Array.from([...pause, ...first.samples, ...pause, ...second.samples, ...pause])],
      sampleRate: 16_000,
    };
    const found: Array<{ start: number; end: number }> = [];
    async function* blocks() {
      for (let at = 0; at < (pcm.channels[0]?.length ?? 0); at += 4000) yield pcm.channels[0]?.slice(at, at + 4000);
    }
    const run = pools
      .for(sherpa, installation('tiny-vad'))
      .open<{ start: number; end: number }, void>('detect', {}, { input: blocks() });
    for await (const stretch of run) found.push(stretch);
    const inner = 1 + first.samples.length / 16_000;
    expect(found[0]?.start).toBeGreaterThan(0.8);
    expect(found.some(({ start, end }) => start > inner + 0.5 && end > start)).toBe(true);
  });

  test('a denoiser answers with what its network leaves', async () => {
    const { audio, samples } = await speak('The weather in the village was fine.', 'slt');
    const cleaned = await engine.enhance({ audio, model: 'tiny-gtcrn', format: 'wav' });
    const made = readWav(cleaned.audio.bytes()).samples;
    expect(made.length).toBe(samples.length);
    expect(rms(made) / rms(samples)).toBeCloseTo(DENOISER_GAIN, 1);
  });

  test('voices are told apart by how they sound, and when they speak', async () => {
    const embed = async (samples: Float32Array) => {
      async function* once() {
        yield { channels: [samples], sampleRate: 16_000 };
      }
      await using audio = await spoolPcm(once(), { directory: installed.folder });
      const { path: file, sampleRate, channels, frames } = audio;
      const params = { audio: { path: file, sampleRate, channels, frames } };
      return await pools.for(sherpa, installation('tiny-embedding')).run<Float32Array>('embed', params);
    };
    const { samples } = await speak('One sentence is as good as another here.', 'slt');
    const vector = await embed(samples);
    expect(vector).toHaveLength(80);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);

    // One speaks low and one high, as the made-up segmentation tells them apart.
    const tone = (hertz: number) =>
      Float32Array.from({ length: 48_000 }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hertz * at) / 16_000));
    const joined = Float32Array.from([...tone(300), ...new Float32Array(16_000), ...tone(3000)]);
    async function* blocks() {
      yield { channels: [joined], sampleRate: 16_000 };
    }
    await using audio = await spoolPcm(blocks(), { directory: installed.folder });
    const { path: file, sampleRate, channels, frames } = audio;
    const params = { audio: { path: file, sampleRate, channels, frames }, speakers: 2 };
    const turns = await pools
      .for(sherpa, installation('tiny-speakers'))
      .run<Array<{ start: number; end: number; speaker: number }>>('diarize', params);
    expect(turns.map(({ speaker }) => speaker)).toEqual([0, 1]);
    for (const [index, { start, end }] of turns.entries()) {
      expect(Math.abs(start - 4 * index)).toBeLessThan(0.2);
      expect(Math.abs(end - 4 * index - 3)).toBeLessThan(0.2);
    }
  });

  test.each([
    ['tiny-punctuation', 'hello world hello world', 'hello world. hello world.'],
    ['tiny-punctuation', '你好 hello world', '你好hello world。'],
    ['tiny-punctuation-case', 'hello world hello world', 'Hello, world. Hello, world.'],
    // The library reads beyond its windows of 200 pieces where a word alone has more.
    ['tiny-punctuation-case', `hello ${'world'.repeat(100)}`, `hello ${'world'.repeat(100)}`],
    ['tiny-punctuation-case', 'hello world '.repeat(150).trim(), 'Hello, world. '.repeat(150).trim()],
  ])('%s punctuates: %s', async (model, text, punctuated) => {
    const pool = pools.for(sherpa, installation(model));
    expect(await pool.run<string>('punctuate', { text })).toBe(punctuated);
    expect(pool.stats().crashes).toBe(0);
  });

  test('words that a recogniser gives bare are punctuated by what knows their language, and keep their times', async () => {
    const { audio } = await speak('Nobody reads what is said here.', 'slt');
    const request = { audio, model: 'tiny-sense', words: true };
    const [bare, punctuated] = [
      await engine.transcribe({ ...request, punctuate: false }),
      await engine.transcribe(request),
    ];
    expect(punctuated.text).toBe('Hello, world.');
    const wordsOf = ({ segments }: typeof bare) => segments.flatMap(({ words }) => words);
    expect(wordsOf(punctuated).map(({ text }) => text)).toEqual(['Hello,', 'world.']);
    expect(wordsOf(punctuated).map(({ start, end }) => [start, end])).toEqual(
      wordsOf(bare).map(({ start, end }) => [start, end]),
    );
    // Whisper tells that it heard German, which neither knows.
    const asked = await engine.transcribe({ audio, model: 'tiny-whisper', punctuate: true });
    expect(asked.text).toBe(HEARD);
    expect(asked.warnings).toMatchObject([{ type: 'unsupported', subject: 'punctuate' }]);
    expect((await engine.transcribe({ audio, model: 'tiny-whisper' })).warnings).toEqual([]);
  });

  describe('that are not what they should be', () => {
    /** Why a model that was installed so is refused, before native code sees any of it. */
    const refusal = async (installed: InstalledCards) => {
      const [entry] = await new ModelStore({ folder: installed.folder, cards: [], access: {} }).installations();
      if (!entry) throw new TypeError('It is installed.');
      const { card, variant, folder, files } = entry;
      const options = { model: card.id, variant: variant.id, settings: variant.settings, folder, files };
      return openModel(options).then(
        () => 'it is taken',
        (error: unknown) => (error instanceof Error && 'reason' in error ? error.reason : String(error)),
      );
    };
    /** The first graph of a model's folder. */
    const graphOf = async ({ folder }: InstalledCards) => {
      const found = (await readdir(folder, { recursive: true })).find((name) => name.endsWith('.onnx'));
      return path.join(folder, found ?? '');
    };
    const otherGraph = (id: string): Uint8Array => {
      const other = models.find(({ card }) => card.id === (id === 'tiny-vad' ? 'tiny-gtcrn' : 'tiny-vad'));
      const [bytes] = Object.values(other?.files ?? {});
      if (!(bytes instanceof Uint8Array)) throw new TypeError('It is bytes.');
      return bytes;
    };

    test.each([...models, ...tinyFamilyModels()].map((model) => [model.card.id, model] as const))(
      '%s: whole it is taken; cut short, swapped or of another family it is refused',
      async (id, model) => {
        await using own = await installCards([model]);
        expect(await refusal(own)).toBe('it is taken');
        const file = await graphOf(own);
        const whole = await readFile(file);
        await truncate(file, whole.length - 7);
        expect(await refusal(own)).toBe('model_damaged');
        await writeFile(file, otherGraph(id));
        expect(await refusal(own)).toBe('model_damaged');

        // Installed so, every checksum is right: only the graph itself tells.
        const wrong = Object.entries(model.files).map(([name, bytes]) => [
          name,
          name.endsWith('.onnx') ? otherGraph(id) : bytes,
        ]);
        await using swapped = await installCards([{ card: model.card, files: Object.fromEntries(wrong) }]);
        expect(await refusal(swapped)).toBe('model_damaged');
      },
    );

    test('a host says so, and is none that crashed', async () => {
      await using own = await installCards(models.filter(({ card }) => card.id === 'tiny-sense'));
      const file = await graphOf(own);
      await truncate(file, (await readFile(file)).length - 7);
      const [entry] = await new ModelStore({ folder: own.folder, cards: [], access: {} }).installations();
      const ownPools = new BackendPools(1);
      const asked = ownPools.for(sherpa, entry).run('recognize', {});
      await expect(asked).rejects.toMatchObject({
        reason: 'model_damaged',
        hint: expect.stringContaining('potoo pull'),
      });
      await ownPools.close();
    });
  });
});
