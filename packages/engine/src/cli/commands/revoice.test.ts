import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureWav } from '@potoo/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

// One engine for all runs: a command lets go of its service, which would end the hosts each time.
const engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
const lentEngine = new Proxy(engine, {
  get(target, name) {
    const value: unknown = name === 'close' ? async () => {} : Reflect.get(target, name);
    return typeof value === 'function' ? value.bind(target) : value;
  },
});
afterAll(() => engine.close());

const speech = await referenceSpeech(engine, 'rms');
const was = measureWav(speech).duration;
let folder = '';
let input = '';
let out = '';
beforeEach(() => {
  folder = temporaryFolder();
  input = join(folder, 'in.wav');
  out = join(folder, 'out.wav');
  writeFileSync(input, speech);
});

const potoo = (...argv: string[]) => run(argv, { createService: async () => lentEngine });
const CONSENT = ['--speaker', 'A Person', '--statement', 'I agree that my voice is cloned.'];

test('potoo clone keeps a voice, which is listed, speaks, and is removed', async () => {
  const cloned = await potoo('clone', input, '--name', 'Rudolf', ...CONSENT);
  expect(cloned).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f-]{36}\n$/) });
  expect((await potoo('voices', '--cloned')).out).toContain('Rudolf');
  expect(await potoo('say', 'Hello there.', '-v', 'Rudolf', '-o', out)).toMatchObject({ code: 0 });
  expect(measureWav(readFileSync(out)).duration).toBeGreaterThan(0.4);
  const file = join(folder, 'rudolf.potoo-voice');
  expect(await potoo('voices', 'export', 'Rudolf', file)).toMatchObject({ code: 0 });
  expect(await potoo('voices', 'rm', 'Rudolf')).toMatchObject({ code: 0 });
  expect((await potoo('voices', '--cloned')).out).not.toContain('Rudolf');
  expect(await potoo('voices', 'import', file)).toMatchObject({ code: 0 });
});

test('potoo clone asks for consent', async () => {
  expect(await potoo('clone', input, '--name', 'Nobody')).toMatchObject({ code: 2, out: '' });
  const short = await potoo('clone', input, '--name', 'Nobody', '--speaker', 'A', '--statement', 'ok');
  expect(short.code).not.toBe(0);
  expect(short.err).toMatch(/consent|statement/);
});

describe('potoo convert-voice', () => {
  test('writes a recording as long as the other', async () => {
    expect(await potoo('convert-voice', input, out, '--voice', 'slt')).toMatchObject({ code: 0, out: '' });
    expect(measureWav(readFileSync(out)).duration).toBeCloseTo(was, 3);
  });

  test('names the nearest voices to one that nobody knows', async () => {
    const { code, err } = await potoo('convert-voice', input, out, '--voice', 'af_bela');
    expect(code).toBe(1);
    expect(err).toContain('af_bella');
  });
});

describe('potoo transform', () => {
  test('changes the speed', async () => {
    expect(await potoo('transform', input, out, '--speed', '2')).toMatchObject({ code: 0, out: '' });
    expect(measureWav(readFileSync(out)).duration / was).toBeCloseTo(0.5, 1);
  });

  test('changes the delivery', async () => {
    expect(await potoo('transform', input, out, '--emotion', 'sad')).toMatchObject({ code: 0 });
    expect(measureWav(readFileSync(out)).duration).toBeGreaterThan(was);
  });

  test('refuses an emotion and a speed that there are not', async () => {
    expect(await potoo('transform', input, out, '--emotion', 'bored')).toMatchObject({ code: 2 });
    expect(await potoo('transform', input, out, '--speed', '3')).toMatchObject({ code: 2 });
  });
});
