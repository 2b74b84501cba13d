import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { BadRequestError, type PotooError } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia } from '../../audio/media.ts';
import type { HostWorker } from '../../hosts/contract.ts';
import { recognitionBackendCases } from '../../testing/backend-cases.ts';
import { knownSpeech, speechSamples } from '../../testing/known-speech.ts';
import { wordErrors } from '../../text/word-error-rate.ts';
import type { Recognition, RecognizeParams } from '../contract.ts';
import { findPocketsphinx } from './find-pocketsphinx.ts';
import { pocketsphinx } from './pocketsphinx.ts';
import host from './pocketsphinx-host.ts';

const media = createMedia({ processes: 1 });
afterAll(() => media.close());

const found = await findPocketsphinx();
const known = knownSpeech('speech', 'en').find(({ file }) => file.endsWith('19-198-0002.flac'));
const usable = found.model !== undefined && known !== undefined;
const where = '(skipped where PocketSphinx or the shared data is absent)';
const samples = known && usable ? await speechSamples(media, known.file) : new Float32Array();
const said = known?.text ?? '';

function recognize(
  worker: HostWorker,
  params: Partial<RecognizeParams>,
  signal: AbortSignal = new AbortController().signal,
  onPartial: (partial: string) => void = () => {},
): Promise<Recognition> {
  const call = worker.methods['recognize'];
  const context = {
    signal,
    alive() {},
    async emit(event: unknown) {
      if (typeof event === 'object' && event !== null && 'partial' in event) onPartial(String(event.partial));
    },
    input: (async function* () {})(),
  };
  const whole: RecognizeParams = { samples, language: 'en', partials: false, ...params };
  return Promise.resolve(call?.(whole, context)).then((result) => {
    if (!isRecognition(result)) throw new TypeError('not a recognition');
    return result;
  });
}

function isRecognition(value: unknown): value is Recognition {
  return typeof value === 'object' && value !== null && 'words' in value && 'text' in value;
}

test('where nothing is installed it says what to install', async () => {
  const nothing = await findPocketsphinx({ POTOO_POCKETSPHINX_MODEL: '/nonexistent', PATH: '/nonexistent' });
  expect(nothing.model).toBeUndefined();
  expect(nothing.program).toBeUndefined();
  const before = process.env['POTOO_POCKETSPHINX_MODEL'];
  process.env['POTOO_POCKETSPHINX_MODEL'] = '/nonexistent';
  try {
    expect(await pocketsphinx.check()).toMatchObject({
      available: false,
      problem: expect.stringContaining('model'),
      install: expect.stringContaining('apt install pocketsphinx'),
    });
    await expect(host.create(undefined)).rejects.toMatchObject({ code: 'unsupported', reason: 'dependency_missing' });
  } finally {
    if (before === undefined) delete process.env['POTOO_POCKETSPHINX_MODEL'];
    else process.env['POTOO_POCKETSPHINX_MODEL'] = before;
  }
});

describe.runIf(usable)(`pocketsphinx is a listening backend ${where}`, { timeout: 120_000 }, () => {
  for (const { name, run } of recognitionBackendCases(pocketsphinx, {
    samples: samples.subarray(0, 16_000 * 6),
    text: 'neither the author nor the public have any other concern than as some observation is necessary',
    language: 'en',
  })) {
    test(name, run);
  }
});

describe.runIf(usable && found.library)(`through the library ${where}`, { timeout: 120_000 }, () => {
  let worker: HostWorker;
  let plain: Recognition;
  beforeAll(async () => {
    worker = await host.create(undefined);
    plain = await recognize(worker, {});
  });

  test('it makes few word errors', () => {
    const { text } = plain;
    const { errors, words } = wordErrors(said, text);
    expect(errors / words, text).toBeLessThan(0.25);
    expect(text).toBe(text.toLowerCase());
    expect(text).not.toMatch(/[()<>[\]+]/);
  });

  test('words are in order, inside the audio, with a confidence', () => {
    const { words, text } = plain;
    expect(words.map((word) => word.text).join(' ')).toBe(text);
    let at = 0;
    for (const { start, end, confidence } of words) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(end).toBeGreaterThan(start);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      at = end;
    }
    expect(at).toBeLessThanOrEqual(samples.length / 16_000);
  });

  test('partial texts grow, and the last one is near the result', async () => {
    const partials: string[] = [];
    const { text } = await recognize(worker, { partials: true }, undefined, (partial) => partials.push(partial));
    expect(partials.length).toBeGreaterThan(5);
    const lengths = partials.map((partial) => partial.split(' ').length);
    // The recogniser may take a word or two back, not the sentence.
    lengths.forEach((length, index) => {
      expect(length).toBeGreaterThanOrEqual((lengths[index - 1] ?? 0) - 3);
    });
    expect(wordErrors(text, partials.at(-1) ?? '').errors).toBeLessThan(8);
  });

  test('the level of the audio does not matter', async () => {
    const { text } = plain;
    const quiet = await recognize(worker, { samples: samples.map((value) => value * 0.01) });
    expect(wordErrors(text, quiet.text).errors / text.split(' ').length).toBeLessThan(0.25);
  });

  test('an abort in the middle stops it at once, and it goes on working', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let partials = 0;
    const call = recognize(worker, { partials: true }, controller.signal, () => {
      partials++;
      if (partials === 5) controller.abort(reason);
    });
    await expect(call).rejects.toBe(reason);
    expect(partials).toBe(5);
    expect(await recognize(worker, {})).toEqual(plain);
  });

  test('another language is refused with a hint', async () => {
    const error: PotooError = await recognize(worker, { language: 'de' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.reason).toBe('language_not_supported');
    expect(error.hint).toContain('Whisper');
    await recognize(worker, { language: 'en-GB', samples: new Float32Array(16_000) });
  });
});

describe.runIf(usable && found.program)(`through the program ${where}`, { timeout: 120_000 }, () => {
  let worker: HostWorker;
  beforeAll(async () => {
    worker = await host.create({ program: true });
  });
  const temporary = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('potoo-listen-'));

  test('it hears what the library hears, and leaves no file behind', async () => {
    const before = await temporary();
    const { text, words } = await recognize(worker, {});
    const { errors, words: count } = wordErrors(said, text);
    expect(errors / count, text).toBeLessThan(0.25);
    expect(words.at(-1)?.end).toBeLessThanOrEqual(samples.length / 16_000);
    expect(await temporary()).toEqual(before);
  });

  test('an abort ends the program and leaves no file behind', async () => {
    const before = await temporary();
    const controller = new AbortController();
    const call = recognize(worker, {}, controller.signal);
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 100);
    await expect(call).rejects.toBe(reason);
    expect(await temporary()).toEqual(before);
  });

  test('no audio is no words', async () => {
    expect(await recognize(worker, { samples: new Float32Array() })).toEqual({ text: '', words: [] });
  });
});
