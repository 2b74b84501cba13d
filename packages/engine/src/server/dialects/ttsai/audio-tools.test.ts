import { measureWav } from '@potoo/core/testing';
import { HEADERS } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../engine.ts';
import { NO_RECORDINGS, ODD_RECORDINGS, recordingOf } from '../../../pipeline/tools/__fixtures__/odd-recordings.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';

/** Each tool with the fields that make its answer one that can be measured here. */
const TOOLS = {
  enhance: { format: 'wav' },
  dereverb: { format: 'wav' },
  separate: { stems: '2' },
  analyze: {},
  convert: { format: 'wav' },
} as const;
type Tool = keyof typeof TOOLS;
const NAMES = Object.keys(TOOLS).filter((name): name is Tool => name in TOOLS);

const faults: unknown[] = [];
let engine: Engine;
let server: RunningServer;

beforeAll(async () => {
  engine = createEngine({ hosts: 1 });
  server = await createServer(engine, { onError: (error) => faults.push(error) }).listen({ port: 0 });
});
afterAll(async () => {
  await server.close({ graceMs: 0 });
  await engine.close();
  expect(faults).toEqual([]);
});

function send(tool: Tool, audio: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...TOOLS[tool], ...fields })) form.set(name, value);
  form.set('file', new Blob([audio]), 'in.wav');
  const headers = { accept: tool === 'separate' ? 'multipart/form-data' : '*/*' };
  return fetch(`${server.url}/v1/audio/${tool}/`, { method: 'POST', headers, body: form });
}

/** The files of an answer: one, or one for each stem. */
async function filesOf(tool: Tool, answer: Response): Promise<Uint8Array[]> {
  if (tool !== 'separate') return [await answer.bytes()];
  const stems = [...(await answer.formData()).values()].filter((value) => value instanceof File);
  return Promise.all(stems.map((stem) => stem.bytes()));
}

const warningsOf = (answer: Response) => decodeURIComponent(answer.headers.get(HEADERS.warnings) ?? '');

describe.each(NAMES)('/v1/audio/%s/', (tool) => {
  it.each(Object.entries(NO_RECORDINGS))('refuses %s', async (_name, audio) => {
    const answer = await send(tool, audio);
    expect(answer.status).toBe(400);
    const { error } = await answer.json();
    expect(error).toMatchObject({ code: 'bad_request', hint: expect.any(String) });
  });

  it.each(Object.entries(ODD_RECORDINGS))('takes %s', async (_name, { audio, seconds, rate, channels }) => {
    const answer = await send(tool, audio);
    expect(answer.status).toBe(200);
    if (tool === 'analyze') {
      expect(await answer.json()).toMatchObject({ duration: expect.closeTo(seconds, 2) });
      return;
    }
    for (const file of await filesOf(tool, answer)) {
      const measured = measureWav(file);
      expect(measured.frames).toBe(Math.round(seconds * measured.sampleRate));
      expect(Number.isFinite(measured.rms)).toBe(true);
      if (tool !== 'convert') expect(measured).toMatchObject({ sampleRate: rate, channels });
    }
  });
});

const tone = recordingOf(0.5, 16_000, 1).audio;

it.each([
  ['separate', { stems: '3' }, '6'],
  ['dereverb', { intensity: '9' }, '5'],
  ['dereverb', { type: 'hall' }, 'echo'],
  ['enhance', { strength: '4' }, '3'],
  ['convert', { bitrate: '20' }, '64'],
] as const)('%s with %o is refused, and says what there is', async (tool, fields, told) => {
  const answer = await send(tool, tone, fields);
  expect(answer.status).toBe(400);
  const { error } = await answer.json();
  expect(`${error.message} ${error.hint}`).toContain(told);
});

it.each([
  ['enhance', 'gtcrn'],
  ['enhance', 'dpdfnet'],
  ['separate', 'demucs'],
  ['separate', 'spleeter'],
] as const)('%s without %s, which was asked for, says so', async (tool, model) => {
  const answer = await send(tool, tone, { model });
  expect(answer.status).toBe(200);
  expect(warningsOf(answer)).toContain(`${model} is not installed`);
  await answer.bytes();
});

it('separate says what it lacks in mono', async () => {
  const answer = await send('separate', tone);
  expect(warningsOf(answer)).toContain('mono');
  await answer.bytes();
});
