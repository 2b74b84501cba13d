import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as transformers from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Recognition, Utterance } from '../../../backends/contract.ts';
import { espeak as espeakBackend } from '../../../backends/espeak/espeak.ts';
import { loadEspeak } from '../../../backends/espeak/load-espeak.ts';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import {
  MOONSHINE_HEARD,
  tinyWebKokoro,
  tinyWebMoonshine,
  tinyWebWhisper,
  WEB_HEARD,
  WEB_LANGUAGE,
  WEB_VOICE_LEVELS,
} from '../../../testing/tiny-models/tiny-web-models.ts';
import { plainParams } from '../../../testing/utterance-params.ts';
import { type Hub, serveHub } from '../../__fixtures__/serve-hub.ts';
import type { NeuralModelSettings, NeuralSettings } from '../../neural/neural-options.ts';
import { openKokoro } from './kokoro.ts';
import { ModelFiles } from './model-files.ts';
import { openMoonshine } from './moonshine.ts';
import type { NeuralParts } from './neural-parts.ts';
import { openWhisper } from './whisper.ts';

const RATE = 16_000;
let hub: Hub;
let kept: string;
let files: ModelFiles;

beforeAll(async () => {
  hub = await serveHub();
  hub.files.repositories.set('made-up/kokoro', tinyWebKokoro());
  hub.files.repositories.set('made-up/whisper', tinyWebWhisper());
  hub.files.repositories.set('made-up/moonshine', tinyWebMoonshine());
  kept = await mkdtemp(path.join(tmpdir(), 'potoo-web-models-'));
  files = new ModelFiles({ modelBase: hub.url, keep: false } as NeuralSettings);
  // On Node the library hands its files to what computes by their paths.
  Object.assign(transformers.env, { allowLocalModels: false, remoteHost: hub.url, fetch: files.fetch, cacheDir: kept });
});

afterAll(async () => {
  hub[Symbol.dispose]();
  await rm(kept, { recursive: true, force: true });
});

type Open = (parts: NeuralParts) => Promise<HostMethods>;

const OPENERS = { kokoro: openKokoro, whisper: openWhisper, moonshine: openMoonshine };
const opened = new Map<string, Promise<HostMethods>>();

function open(family: NeuralModelSettings['family']): Promise<HostMethods> {
  const methods = opened.get(family) ?? openOnce(OPENERS[family], family);
  opened.set(family, methods);
  return methods;
}

function openOnce(opener: Open, family: NeuralModelSettings['family']): Promise<HostMethods> {
  const id = family === 'kokoro' ? family : (`${family}-tiny` as const);
  const model = { id, family, repository: `made-up/${family}`, revision: 'main', dtype: 'fp32' } as const;
  return opener({ transformers, model, device: 'cpu' as 'wasm', files, espeak: loadEspeak });
}

function context(changes: Partial<HostContext> = {}): HostContext {
  const { signal } = new AbortController();
  return { signal, emit: async () => {}, alive: () => {}, input: (async function* () {})(), ...changes };
}

async function call<Result>(methods: HostMethods, name: string, params: unknown, changes: Partial<HostContext> = {}) {
  return (await methods[name]?.(params, context(changes))) as Result;
}

function tone(hertz: number, seconds = 2): Float32Array {
  return Float32Array.from({ length: seconds * RATE }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hertz * at) / RATE));
}

const { available } = await espeakBackend.check();

describe.skipIf(!available)('Kokoro in a page (skipped where espeak is not installed)', () => {
  test('speaks in the vector of the voice, as fast as asked, with a time for each word', async () => {
    const kokoro = await open('kokoro');
    const say = (voice: string, rate = 1) =>
      call<Utterance>(
        kokoro,
        'synthesize',
        plainParams('Hello there, my friend.', { id: voice, languages: ['en-US'] }, { rate }),
      );
    const heart = await say('af_heart');
    const adam = await say('am_adam');
    const hurried = await say('af_heart', 2);
    expect(heart.sampleRate).toBe(24_000);
    expect(peak(adam.samples) / peak(heart.samples)).toBeCloseTo(
      WEB_VOICE_LEVELS.am_adam / WEB_VOICE_LEVELS.af_heart,
      2,
    );
    expect(heart.samples.length / hurried.samples.length).toBeCloseTo(2, 1);
    expect(heart.words).toHaveLength(4);
    expect(heart.words.at(-1)?.end).toBeCloseTo(heart.samples.length / 24_000, 1);
    expect(heart.estimated).toBe(true);
  });

  test('makes one sound of each sound that espeak finds', async () => {
    const kokoro = await open('kokoro');
    const voice = { id: 'af_heart', languages: ['en-US'] };
    const short = await call<Utterance>(kokoro, 'synthesize', plainParams('See.', voice));
    // Two marks, s, stress, i, and the full stop: 800 samples each.
    expect(short.samples.length).toBe(6 * 800);
  });

  test('speaks texts that are longer than the model takes', async () => {
    const kokoro = await open('kokoro');
    const long = plainParams('It goes on and on, '.repeat(60), { id: 'af_heart', languages: ['en-US'] });
    const { samples } = await call<Utterance>(kokoro, 'synthesize', long);
    expect(samples.length).toBeGreaterThan(600 * 800);
  });

  test('stops between parts when it is given up', async () => {
    const kokoro = await open('kokoro');
    const given = new AbortController();
    const long = plainParams('It goes on and on, '.repeat(60), { id: 'af_heart', languages: ['en-US'] });
    const spoken = call(kokoro, 'synthesize', long, { signal: given.signal });
    given.abort(new Error('enough'));
    await expect(spoken).rejects.toBe(given.signal.reason);
  });
});

describe('Whisper in a page', () => {
  test.each([
    [300, WEB_HEARD.low],
    [7000, WEB_HEARD.high],
  ])('hears %d Hz as "%s", in the language that it finds', async (hertz, text) => {
    const whisper = await open('whisper');
    const heard = await call<Recognition>(whisper, 'recognize', {
      samples: tone(hertz),
      language: 'und',
      partials: false,
    });
    expect(heard).toMatchObject({ text, language: WEB_LANGUAGE });
    expect(heard.words.map((word) => word.text)).toEqual(text.split(' '));
    expect(heard.words[1]?.start).toBeGreaterThanOrEqual(heard.words[0]?.end ?? 9);
  });

  test('keeps to the language that was stated, and refuses one that it does not know', async () => {
    const whisper = await open('whisper');
    const hear = (language: string) =>
      call<Recognition>(whisper, 'recognize', { samples: tone(300), language, partials: false });
    expect(await hear('en-US')).toMatchObject({ language: 'en' });
    await expect(hear('fr')).rejects.toMatchObject({ code: 'bad_request', reason: 'language_not_supported' });
  });

  test('tells what it has so far', async () => {
    const whisper = await open('whisper');
    const told: unknown[] = [];
    const emit = async (event: unknown) => void told.push(event);
    await call(whisper, 'recognize', { samples: tone(300), language: 'de', partials: true }, { emit });
    expect(told.at(-1)).toEqual({ partial: WEB_HEARD.low });
    expect(told.length).toBeGreaterThan(1);
  });

  test('stops between its steps when it is given up', async () => {
    const whisper = await open('whisper');
    const given = new AbortController();
    const emit = async () => given.abort(new Error('enough'));
    const heard = call(
      whisper,
      'recognize',
      { samples: tone(300), language: 'de', partials: true },
      { emit, signal: given.signal },
    );
    await expect(heard).rejects.toThrow('enough');
    // And hears the next one.
    expect(await call(whisper, 'recognize', { samples: tone(300), language: 'de', partials: false })).toMatchObject({
      text: WEB_HEARD.low,
    });
  });
});

test('Moonshine in a page hears English', async () => {
  const moonshine = await open('moonshine');
  const heard = await call<Recognition>(moonshine, 'recognize', {
    samples: tone(300),
    language: 'en',
    partials: false,
  });
  expect(heard.text).toBe(MOONSHINE_HEARD);
  expect(heard.words).toHaveLength(2);
});

function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}
