import { potoo, ttsai } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../accounts/accounts.ts';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { type LanguageServer, startLanguageServer } from '../../testing/language-server.ts';
import type { Admission } from '../admission/contract.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { jobHooks } from '../platform/job-hooks.ts';
import { openToKeys } from '../platform/open-house.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';

const GERMAN = 'Das Wetter ist heute sehr gut.';
const home = await temporaryHome();
let language: LanguageServer;
let engine: Engine;
let platform: Platform;
let admission: Admission;
let server: RunningServer;
let said: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  language = await startLanguageServer(() => GERMAN);
  engine = createEngine({ languageModel: { baseUrl: language.baseUrl } });
  platform = createPlatform({ dataDirectory: home.path, service: engine, capacity: 1, hooks: jobHooks() });
  admission = await openToKeys({ service: engine, platform, measure: async () => 90, onError() {} });
  server = await createServer(engine, { platform, admission }).listen({ port: 0 });
  said = (await engine.synthesize({ text: 'The weather is very good today.', format: 'wav' })).audio.bytes();
});
afterAll(async () => {
  await server?.close({ graceMs: 0 });
  await admission?.close();
  await platform?.close();
  await engine?.close();
  await language?.[Symbol.asyncDispose]();
  home.remove();
});

const newKey = async () => (await createKey(await platform.database(), { name: 'a', plan: 'pro', credits: 100 })).key;

function translate(key: string, fields: Record<string, string>, path = '/v1/speech-translate/'): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([said]), 'said.wav');
  return fetch(server.url + path, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form });
}

describe('POST /v1/speech-translate/', () => {
  it('answers as the documentation of TTS.ai says, and charges five credits for each minute', async () => {
    const key = await newKey();
    const response = await translate(key, { target_language: 'de', preserve_voice: 'false' });
    const body = await response.json();
    expect(body).toEqual({
      original_text: expect.stringMatching(/weather/i),
      translated_text: GERMAN,
      source_language: 'en',
      target_language: 'de',
      audio_url: expect.stringMatching(new RegExp(`^${server.url}/v1/results/\\w+\\.mp3$`)),
      credits_used: 10,
    });
    const audio = await fetch(body.audio_url, { headers: { authorization: `Bearer ${key}` } });
    expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect((await audio.bytes()).length).toBeGreaterThan(5_000);
  });

  it('gives the text alone where it is not to be spoken', async () => {
    const apiKey = await newKey();
    const body = await (await translate(apiKey, { target_language: 'de', speak: 'false' })).json();
    expect(body).toMatchObject({ translated_text: GERMAN });
    expect(body).not.toHaveProperty('audio_url');
    const client = potoo({ baseUrl: server.url, apiKey });
    const result = await client.translateSpeech({ audio: said, targetLanguage: 'de', speak: false });
    expect([result.translatedText, result.audio.byteLength]).toEqual([GERMAN, 0]);
  });

  it('is what ttsai() and potoo() speak', async () => {
    const apiKey = await newKey();
    for (const client of [ttsai({ baseUrl: server.url, apiKey }), potoo({ baseUrl: server.url, apiKey })]) {
      const result = await client.translateSpeech({ audio: said, targetLanguage: 'de', format: 'wav' });
      expect(result).toMatchObject({ translatedText: GERMAN, sourceLanguage: 'en', targetLanguage: 'de' });
      expect(result.originalText.toLowerCase()).toContain('weather');
      expect(result.audio.duration).toBeGreaterThan(1);
      expect(result.usage.creditsUsed).toBe(10);
      await client.close();
    }
  });

  it('is a task where one is asked for', async () => {
    const key = await newKey();
    const task = await translate(key, { target_language: 'de', async: 'true' });
    expect(task.status).toBe(202);
    const { uuid } = await task.json();
    const client = potoo({ baseUrl: server.url, apiKey: key });
    let last: Awaited<ReturnType<typeof client.getJob>> | undefined;
    for await (const job of client.watchJob(uuid)) last = job;
    expect(last).toMatchObject({ status: 'completed', type: 'translateSpeech' });
    expect(last?.results?.map(({ name }) => name)).toEqual(['translation.mp3', 'details.json']);
    await client.close();
  });

  it('is a task that makes the text alone where it is not to be spoken', async () => {
    const apiKey = await newKey();
    const { uuid } = await (await translate(apiKey, { target_language: 'de', async: 'true', speak: 'false' })).json();
    const client = potoo({ baseUrl: server.url, apiKey });
    let last: Awaited<ReturnType<typeof client.getJob>> | undefined;
    for await (const job of client.watchJob(uuid)) last = job;
    expect(last?.status).toBe('completed');
    expect(last?.results?.map(({ name }) => name)).toEqual(['details.json']);
    const { url = '' } = last?.results?.[0] ?? {};
    const details = await (await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } })).json();
    expect(details).toMatchObject({ translated_text: GERMAN, source_language: 'en', target_language: 'de' });
    await client.close();
  });

  it('serves the translations of OpenAI as well', async () => {
    language.answer = () => 'Good weather today.';
    const response = await translate(await newKey(), { model: 'whisper-1' }, '/v1/audio/translations');
    expect(response.status).toBe(200);
    expect((await response.json()).text).toMatch(/weather/i);
  });

  it.each([
    ['no language', {}, { param: 'target_language' }],
    [
      'a language that is none',
      { target_language: '?' },
      { reason: 'language_not_supported', param: 'target_language' },
    ],
    ['an unknown field', { target_language: 'de', tone: 'kind' }, { reason: 'unknown_parameter', param: 'tone' }],
    ['an unknown voice', { target_language: 'de', voice: 'nobody' }, { reason: 'voice_not_found', param: 'voice' }],
  ])('refuses %s, and charges nothing', async (_, fields, error) => {
    const key = await newKey();
    const response = await translate(key, fields as Record<string, string>);
    expect([400, 404]).toContain(response.status);
    expect((await response.json()).error).toMatchObject(error);
    const usage = await fetch(`${server.url}/v1/usage`, { headers: { authorization: `Bearer ${key}` } });
    expect((await usage.json()).credits_remaining).toBe(100);
  });
});
