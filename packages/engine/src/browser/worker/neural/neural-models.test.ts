import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as transformers from '@huggingface/transformers';
import type { VoiceEvidence } from '@potoo/core/voice-activity';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMedia } from '../../../audio/media.ts';
import type { Recognition, Utterance } from '../../../backends/contract.ts';
import { espeak as espeakBackend } from '../../../backends/espeak/espeak.ts';
import { loadEspeak } from '../../../backends/espeak/load-espeak.ts';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import { speechSamples } from '../../../testing/known-speech.ts';
import { sharedData } from '../../../testing/shared-data.ts';
import {
  MOONSHINE_HEARD,
  tinyWebKokoro,
  tinyWebMoonshine,
  tinyWebSilero,
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
import { openSilero } from './silero.ts';
import { openWhisper } from './whisper.ts';

const RATE = 16_000;
/** The published model, which lies beside the repository on some machines. */
const SILERO = sharedData('models/silero_vad.onnx');
let hub: Hub;
let kept: string;
let files: ModelFiles;

beforeAll(async () => {
  hub = await serveHub();
  hub.files.repositories.set('made-up/kokoro', tinyWebKokoro());
  hub.files.repositories.set('made-up/whisper', tinyWebWhisper());
  hub.files.repositories.set('made-up/moonshine', tinyWebMoonshine());
  hub.files.repositories.set('made-up/silero', tinyWebSilero());
  if (SILERO) hub.files.repositories.set('true/silero', new Map([['onnx/model.onnx', await readFile(SILERO)]]));
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

const OPENERS = { kokoro: openKokoro, whisper: openWhisper, moonshine: openMoonshine, silero: openSilero };
const opened = new Map<string, Promise<HostMethods>>();

function open(family: NeuralModelSettings['family']): Promise<HostMethods> {
  const methods = opened.get(family) ?? openOnce(OPENERS[family], family);
  opened.set(family, methods);
  return methods;
}

const IDS = {
  ...{ kokoro: 'kokoro', whisper: 'whisper-tiny', moonshine: 'moonshine-tiny', silero: 'silero-vad' },
} as const satisfies Record<NeuralModelSettings['family'], NeuralModelSettings['id']>;

function openOnce(
  opener: Open,
  family: NeuralModelSettings['family'],
  repository = `made-up/${family}`,
): Promise<HostMethods> {
  const id = IDS[family];
  const model = { id, family, repository, revision: 'main', dtype: 'fp32' } as const;
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

/** Seconds at which someone began and stopped to speak, by the probabilities of a detector. */
async function turnsOf(detector: HostMethods, samples: Float32Array, block: number): Promise<number[]> {
  const turns: number[] = [];
  let [seconds, speaks] = [0, false];
  const input = (async function* () {
    for (let at = 0; at < samples.length; at += block) yield samples.slice(at, at + block);
  })();
  await call(detector, 'detect', undefined, {
    input,
    emit: async (event) => {
      const { probability, seconds: more } = event as VoiceEvidence;
      if (probability >= 0.5 !== speaks) turns.push(seconds);
      speaks = probability >= 0.5;
      seconds += more;
    },
  });
  return turns;
}

describe('Silero in a page', () => {
  test('tells of every moment, in blocks of any length', async () => {
    const silero = await open('silero');
    const sound = new Float32Array(RATE * 2);
    sound.fill(0.9, RATE / 2, RATE);
    for (const block of [100, 512, 5000]) {
      const [began, ended, ...more] = await turnsOf(silero, sound, block);
      expect(more).toEqual([]);
      expect(began).toBeCloseTo(0.5, 1);
      expect(ended).toBeCloseTo(1, 1);
    }
  });

  test.skipIf(!SILERO)(
    'finds the turns of a speech with the published model (skipped where it is not there)',
    async () => {
      const silero = await openOnce(openSilero, 'silero', 'true/silero');
      const media = createMedia({ processes: 1 });
      onTestFinished(() => media.close());
      const turns = await turnsOf(silero, await speechSamples(media, 'speech/jfk.wav'), 683);
      for (const [began, ended] of [
        [0.29, 2.28],
        [3.26, 4.42],
        [5.37, 7.69],
        [8.16, 10.57],
      ] as const) {
        expect(
          turns.some((time) => Math.abs(time - began) < 0.2),
          `began ${began}: ${turns}`,
        ).toBe(true);
        expect(
          turns.some((time) => Math.abs(time - ended) < 0.25),
          `ended ${ended}: ${turns}`,
        ).toBe(true);
      }
    },
  );
});

function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}
