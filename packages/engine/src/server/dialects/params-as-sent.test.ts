import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { createServer, type PotooServer } from '../create-server.ts';
import { jobHooks } from '../platform/job-hooks.ts';
import { openToAll } from '../platform/open-house.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';

// An error names the field as the caller spelled it, whatever the work beneath calls it.

const home = await temporaryHome();
const onError = () => {};
let engine: Engine;
let platform: Platform;
let server: PotooServer;
let recording: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  // A language model that is configured and not there: what is wrong before it is asked has to be told first.
  engine = createEngine({ languageModel: { baseUrl: 'http://127.0.0.1:9/v1', model: 'none' } });
  platform = createPlatform({ dataDirectory: home.path, service: engine, hooks: jobHooks(), onError });
  const admission = openToAll({ service: engine, platform, measure: async () => 1, onError });
  server = createServer(engine, { platform, admission, onError });
  const text = 'The meeting starts at nine, and everybody who can come is welcome to it.';
  recording = (await engine.synthesize({ text, format: 'wav' })).audio.bytes();
});
afterAll(async () => {
  await platform?.close();
  await engine?.close();
  home.remove();
});

interface Route {
  /** The field of the form that holds the recording; a route without takes JSON. */
  readonly file?: string;
  /** A request that would be answered. */
  readonly good?: Readonly<Record<string, unknown>>;
  /** What is put in place of a field, or beside the others. */
  readonly wrong: Readonly<Record<string, readonly unknown[]>>;
  /** Where a part of a field is wrong. */
  readonly named?: Readonly<Record<string, string>>;
}

const OUTPUT = {
  format: ['xyz'],
  bitrate: ['5'],
  sample_rate: ['5'],
  channels: ['9'],
  loudness: ['0'],
  sampleRate: ['5'],
};
const COMMON = { ...OUTPUT, model: ['nope'], webhook_url: ['ftp://x'], async: ['maybe'], nosuch: ['1'] };

const ROUTES: Readonly<Record<string, Route>> = {
  '/v1/tts/': {
    good: { text: 'Hello.' },
    wrong: {
      text: ['', 5, '<speak>x'],
      voice: ['nobody'],
      model: ['nope'],
      language: ['zz'],
      speed: [9],
      lexicon: [{ a: 5 }],
      input_type: ['x'],
      sample_rate: [5],
      inputType: ['text'],
      stream_format: ['x'],
    },
  },
  '/v1/tts/batch/': {
    good: { texts: [{ text: 'Hello.' }] },
    wrong: { texts: ['', [], [{ text: 'One.' }, { text: '', speed: 1 }]], webhook_url: ['x'] },
    named: { '[{"text":"One."},{"text":"","speed":1}]': 'texts.1.text' },
  },
  '/v1/tts/clone/': {
    file: 'reference_audio',
    good: { text: 'Hello.' },
    wrong: {
      text: ['', '<speak>x'],
      language: ['zz'],
      speed: ['9'],
      lexicon: ['{"a":5}'],
      input_type: ['x'],
      ...COMMON,
    },
  },
  '/v1/stt/': {
    file: 'file',
    wrong: { model: ['nope'], language: ['zz', 'de'], num_speakers: ['99'], response_format: ['x'], timestamps: ['x'] },
  },
  '/v1/forced-alignment/': {
    file: 'file',
    good: { text: 'Hello.' },
    wrong: { text: [''], language: ['zz'], model: ['nope'] },
  },
  '/v1/voice-convert/': {
    file: 'file',
    good: { target_voice: 'slt' },
    wrong: { target_voice: ['nobody', ''], ...COMMON },
  },
  '/v1/speech-to-speech/': {
    file: 'file',
    good: { voice: 'slt' },
    wrong: { voice: ['nobody'], emotion: ['joy'], speed: ['9'], ...COMMON },
  },
  '/v1/speech-translate/': {
    file: 'file',
    good: { target_language: 'es' },
    wrong: {
      target_language: ['zz'],
      source_language: ['zz', 'de'],
      voice: ['nobody'],
      preserve_voice: ['x'],
      ...OUTPUT,
    },
  },
  '/v1/voice-chat/': {
    good: { text: 'Hello.' },
    wrong: {
      text: ['', 5],
      voice: ['nobody'],
      tts_model: ['nope'],
      language: ['zz'],
      conversation_id: ['conv_none'],
      sample_rate: [5],
      speed: [9],
    },
  },
  '/v1/voices/': {
    file: 'reference_audio',
    good: { name: 'Ann', consent_speaker: 'Ann Berg', consent_statement: 'I agree that my voice is cloned.' },
    wrong: {
      name: [''],
      consent_speaker: [''],
      consent_statement: ['x'],
      consent_date: ['x', '2999-01-01'],
      model: ['nope'],
    },
  },
  '/v1/audio/enhance/': {
    file: 'file',
    wrong: { denoise: ['x'], enhance_clarity: ['x'], super_resolution: ['x'], strength: ['9'], ...COMMON },
  },
  '/v1/audio/separate/': { file: 'file', wrong: { stems: ['3'], ...OUTPUT } },
  '/v1/audio/dereverb/': { file: 'file', wrong: { type: ['x'], intensity: ['9'], ...COMMON } },
  '/v1/audio/analyze/': { file: 'file', wrong: { model: ['nope'], picture: ['x'] } },
  '/v1/audio/convert/': { file: 'file', wrong: { speed: ['9'], ...OUTPUT } },
  '/v1/audio/speech': {
    good: { model: 'tts-1', voice: 'alloy', input: 'Hello.' },
    wrong: { input: ['', 5], voice: ['nobody'], model: ['nope'], response_format: ['x'], speed: [9], language: ['zz'] },
  },
  '/v1/audio/transcriptions': {
    file: 'file',
    good: { model: 'whisper-1' },
    wrong: { model: ['nope'], language: ['zz', 'de'], response_format: ['x'], temperature: ['9'] },
  },
  '/api/v1/audio': {
    good: { model: 'OuteTTS-1-Pro', prompt: 'Hello.', speaker_type: 'default', speaker_id: 'EN-FEMALE-1-NEUTRAL' },
    wrong: { model: ['nope'], prompt: ['', 5], speaker_type: ['x'], speaker_id: ['nobody'], temperature: [5] },
  },
};

async function send(path: string, file: string | undefined, fields: Record<string, unknown>): Promise<Response> {
  const form = () => {
    const body = new FormData();
    if (file !== undefined) body.set(file, new Blob([recording]), 'a.wav');
    for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
    return { body };
  };
  const json = () => ({ body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } });
  const init = file === undefined ? json() : form();
  return server.fetch(new Request(`http://potoo${path}`, { method: 'POST', ...init }));
}

const cases = Object.entries(ROUTES).flatMap(([path, { file, good = {}, wrong, named = {} }]) =>
  Object.entries(wrong).flatMap(([field, values]) =>
    values.map((value) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return { path, file, field, text, fields: { ...good, [field]: value }, expected: named[text] ?? field };
    }),
  ),
);

describe.each(Object.keys(ROUTES))('%s', (route) => {
  test.each(cases.filter(({ path }) => path === route))('$field: $text', async ({ path, file, fields, expected }) => {
    const response = await send(path, file, fields);
    const body = await response.text();
    assert.ok(response.status >= 400 && response.status < 500, `${response.status}: ${body.slice(0, 200)}`);
    const { error } = JSON.parse(body) as { error: Record<string, unknown> };
    assert.equal(error['param'], expected, body);
  });
});
