import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spoolPcm } from '../../audio/pcm-file.ts';
import { createEngine, type Engine } from '../../engine.ts';
import type { HostWorker } from '../../hosts/contract.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { ModelStore } from '../../models/store/model-store.ts';
import { createServer } from '../../server/index.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { seededRandom } from '../../testing/music/seeded-random.ts';
import {
  KNN_FILTERS,
  KNN_SIZE,
  KNN_WAVES,
  OPENVOICE_FRAME,
  tinyConverterModels,
} from '../../testing/tiny-models/tiny-converters.ts';
import type { ToolEvent } from '../contract.ts';
import { magnitudeSpectrogram, transposed } from './magnitude-spectrogram.ts';
import { nearestMeans } from './nearest-means.ts';
import { onnx } from './onnx.ts';
import onnxHost from './onnx-host.ts';

const { available } = await onnx.check();
const OPENVOICE_RATE = 22_050;

function tone(hertz: number, seconds: number, sampleRate: number, level = 0.3): Float32Array {
  const wave = (_: unknown, at: number) => level * Math.sin((2 * Math.PI * hertz * at) / sampleRate);
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, wave);
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);

test('a spectrogram has the magnitudes of the definition, at its mirrored ends as well', () => {
  const random = seededRandom(3);
  const samples = Float32Array.from({ length: 2600 }, () => random.between(-1, 1));
  const spectrogram = magnitudeSpectrogram(samples);
  expect(spectrogram).toMatchObject({ frames: 10, bins: 513 });
  const mirrored = (at: number) => samples[at < 0 ? -at : at >= 2600 ? 2 * 2599 - at : at] ?? 0;
  for (const [frame, bin] of [
    [0, 1],
    [4, 200],
    [9, 512],
  ] as const) {
    let [re, im] = [0, 0];
    for (let at = 0; at < 1024; at++) {
      const value = mirrored(256 * frame + at - 384) * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / 1024));
      re += value * Math.cos((2 * Math.PI * bin * at) / 1024);
      im -= value * Math.sin((2 * Math.PI * bin * at) / 1024);
    }
    expect(spectrogram.rows[frame * 513 + bin]).toBeCloseTo(Math.sqrt(re * re + im * im + 1e-6), 3);
    expect(transposed(spectrogram)[bin * 10 + frame]).toBe(spectrogram.rows[frame * 513 + bin]);
  }
});

test('each frame becomes the mean of those at the smallest angle, whatever their length', () => {
  const known = { rows: Float32Array.of(1, 0, 9, 1, 0, 2, -5, 0), size: 2 };
  expect([...nearestMeans({ rows: Float32Array.of(2, 0.1), size: 2 }, known, 2).rows]).toEqual([5, 0.5]);
  expect([...nearestMeans({ rows: Float32Array.of(0, 3, -1, 0), size: 2 }, known, 1).rows]).toEqual([0, 2, -5, 0]);
  const mean = nearestMeans({ rows: Float32Array.of(1, 1), size: 2 }, known, 64).rows;
  expect([mean[0], mean[1]]).toEqual([expect.closeTo(1.25, 5), expect.closeTo(0.75, 5)]);
});

describe.skipIf(!available)('made-up networks that convert', () => {
  let installed: InstalledCards;
  let engine: Engine;
  let speech: Uint8Array<ArrayBuffer>;
  let cloned: string;

  beforeAll(async () => {
    installed = await installCards(tinyConverterModels());
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1, voicesDirectory: temporaryVoices() });
    speech = (await engine.synthesize({ text: 'Nobody reads this.', voice: 'rms', format: 'wav' })).audio.bytes();
    const consent = { speaker: 'A Person', statement: 'I agree that my voice is cloned.' };
    const reference = await referenceSpeech(engine, 'slt');
    cloned = (await engine.cloneVoice({ reference, name: 'Anna', consent, language: 'en' })).id;
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  const optionsOf = async (folder: string, id: string) => {
    const installations = await new ModelStore({ folder, cards: [], access: {} }).installations();
    const found = installations.find(({ card }) => card.id === id);
    if (!found) throw new TypeError(`${id} is not installed.`);
    return { variant: found.variant.id, settings: found.variant.settings, folder: found.folder, files: found.files };
  };
  /** What a host makes of a recording. */
  const converted = async (worker: HostWorker, samples: Float32Array, target: Float32Array, sampleRate: number) => {
    async function* once() {
      yield { channels: [samples], sampleRate };
    }
    await using audio = await spoolPcm(once(), { directory: installed.folder });
    const made: number[] = [];
    const context = {
      signal: new AbortController().signal,
      alive() {},
      input: (async function* () {})(),
      async emit(event: unknown) {
        const told = event as ToolEvent;
        if (told.type === 'blocks') for (const value of told.blocks[0]?.channels[0] ?? []) made.push(value);
      },
    };
    const { path: file, channels, frames } = audio;
    const params = {
      audio: { path: file, sampleRate, channels, frames },
      options: { target: { samples: target, sampleRate } },
    };
    await worker.methods['convert']?.(params, context);
    return Float32Array.from(made);
  };

  test('OpenVoice: every frame follows the recording and both tone colours, without a seam between stretches', async () => {
    const worker = await onnxHost.create(await optionsOf(installed.folder, 'tiny-openvoice'));
    const hertz = (40 * OPENVOICE_RATE) / 1024;
    const samples = tone(hertz, 45, OPENVOICE_RATE);
    const made = await converted(worker, samples, tone(hertz, 3, OPENVOICE_RATE, 0.6), OPENVOICE_RATE);
    expect(made).toHaveLength(samples.length);
    // Twice as loud, both colours are in proportion; what a frame's mean magnitude is, its definition tells.
    const { rows } = magnitudeSpectrogram(samples.slice(0, 4096));
    const level = rows.slice(8 * 513, 9 * 513).reduce((sum, value) => sum + value, 0) / 513;
    const expected = 2 * level * rms(OPENVOICE_FRAME);
    for (const second of [1, 10, 19, 20, 21, 39, 40, 44]) {
      const from = 256 * Math.round((second * OPENVOICE_RATE) / 256);
      expect(rms(made.slice(from, from + 2560)) / expected).toBeCloseTo(1, 1);
    }
  });

  test('kNN-VC: a recording converted to its own voice is what the vocoder makes of its own frames', async () => {
    const worker = await onnxHost.create(await optionsOf(installed.folder, 'tiny-knn-vc'));
    const random = seededRandom(17);
    const samples = Float32Array.from({ length: 24 * 16_000 }, () => random.between(-0.5, 0.5));
    const made = await converted(worker, samples, samples.slice(0, 23 * 16_000), 16_000);
    expect(made).toHaveLength(samples.length);
    for (const frame of [1, 500, 940, 960, 1148]) {
      const features = Array.from({ length: KNN_SIZE }, (_, value) => {
        let sum = 0;
        for (let at = 0; at < 400; at++) {
          sum += (KNN_FILTERS[value * 400 + at] ?? 0) * (samples[frame * 320 + at - 40] ?? 0);
        }
        return sum;
      });
      const first = features.reduce((sum, value, index) => sum + value * (KNN_WAVES[index * 320] ?? 0), 0);
      expect(made[frame * 320]).toBeCloseTo(first, 4);
    }
  });

  test.each(['tiny-openvoice', 'tiny-knn-vc'])(
    '%s gives the recording the named voice, listed or cloned',
    async (model) => {
      const convert = async (targetVoice: string) => {
        const { audio, warnings } = await engine.convertVoice({ audio: speech, targetVoice, model, format: 'wav' });
        expect(warnings).toEqual([]);
        return { bytes: audio.bytes(), ...measureWav(audio.bytes()) };
      };
      const [listed, own] = [await convert('rms'), await convert(cloned)];
      expect(listed.duration).toBeCloseTo(measureWav(speech).duration, 2);
      expect(listed.sampleRate).toBe(model === 'tiny-knn-vc' ? 16_000 : OPENVOICE_RATE);
      expect(listed.rms).toBeGreaterThan(1e-3);
      expect(Buffer.compare(listed.bytes, own.bytes)).not.toBe(0);
    },
  );

  test('another delivery is given before; without a voice nothing is left for a network', async () => {
    const request = { audio: speech, model: 'tiny-openvoice', speed: 2, format: 'wav' } as const;
    const fast = await engine.transformSpeech({ ...request, voice: 'slt' });
    expect(fast.audio.duration / measureWav(speech).duration).toBeCloseTo(0.5, 1);
    expect(measureWav(fast.audio.bytes()).sampleRate).toBe(OPENVOICE_RATE);
    const plain = await engine.transformSpeech(request);
    expect(plain.warnings).toMatchObject([{ type: 'fallback', subject: 'model' }]);
  });

  test('over HTTP, for a recording of an instant as well', async () => {
    const { fetch } = createServer(engine);
    const form = new FormData();
    form.set('file', new Blob([makeWav(tone(300, 0.02, 16_000), 16_000)]), 'short.wav');
    form.set('target_voice', 'slt');
    form.set('model', 'tiny-knn-vc');
    form.set('format', 'wav');
    const answer = await fetch(new Request('http://localhost/v1/voice-convert/', { method: 'POST', body: form }));
    expect(answer.status).toBe(200);
    expect(measureWav(new Uint8Array(await answer.arrayBuffer())).duration).toBeCloseTo(0.02, 2);
  });

  test.each(['tiny-openvoice', 'tiny-knn-vc'])('%s: cut short or swapped files are refused', async (id) => {
    const [model] = tinyConverterModels().filter(({ card }) => card.id === id);
    if (!model) throw new TypeError('It is there.');
    const refusal = async (files: InstalledCards) =>
      onnxHost.create(await optionsOf(files.folder, id)).then(
        () => 'it is taken',
        (error: unknown) => (error instanceof Error && 'reason' in error ? error.reason : String(error)),
      );
    await using own = await installCards([model]);
    expect(await refusal(own)).toBe('it is taken');
    const name = (await readdir(own.folder, { recursive: true })).find((one) => one.endsWith('.onnx')) ?? '';
    const file = path.join(own.folder, name);
    const whole = await readFile(file);
    await truncate(file, whole.length - 9);
    expect(await refusal(own)).toBe('model_damaged');
    await writeFile(file, whole);
    // The two graphs of the model in each other's place: every checksum is right.
    const names = Object.keys(model.files);
    const turned = Object.fromEntries(names.map((one, at) => [one, model.files[names[1 - at] ?? ''] ?? '']));
    await using swapped = await installCards([{ card: model.card, files: turned }]);
    expect(await refusal(swapped)).toBe('model_damaged');
  });
});
