import { potoo, type TurnEvent, ttsai } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../accounts/accounts.ts';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { type LanguageServer, replyEvent, startLanguageServer, startReply } from '../../testing/language-server.ts';
import type { Admission } from '../admission/contract.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { jobHooks } from '../platform/job-hooks.ts';
import { openToKeys } from '../platform/open-house.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';

const home = await temporaryHome();
const faults: unknown[] = [];
let language: LanguageServer;
let engine: Engine;
let platform: Platform;
let admission: Admission;
let server: RunningServer;

beforeAll(async () => {
  const onError = (error: unknown) => faults.push(error);
  language = await startLanguageServer();
  engine = createEngine({ languageModel: { baseUrl: language.baseUrl } });
  platform = createPlatform({ dataDirectory: home.path, service: engine, capacity: 1, hooks: jobHooks(), onError });
  const conversationsOf = engine.conversationsOf.bind(engine);
  admission = await openToKeys({ service: engine, platform, measure: async () => 90, conversationsOf, onError });
  server = await createServer(engine, { platform, admission, onError }).listen({ port: 0 });
});
afterAll(async () => {
  await server?.close({ graceMs: 0 });
  await admission?.close();
  await platform?.close();
  await engine?.close();
  await language?.[Symbol.asyncDispose]();
  home.remove();
});

const newKey = async (credits = 100) =>
  (await createKey(await platform.database(), { name: 'test', plan: 'pro', credits })).key;

function send(key: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(server.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
}

function chat(key: string, body: object | FormData, path = '/v1/voice-chat/'): Promise<Response> {
  if (body instanceof FormData) return send(key, path, { method: 'POST', body });
  const headers = { 'content-type': 'application/json' };
  return send(key, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('POST /v1/voice-chat/', () => {
  it('answers as the documentation of TTS.ai says, and charges three credits', async () => {
    language.answer = () => 'The capital of France is Paris.';
    const key = await newKey();
    const response = await chat(key, { text: 'What is the capital of France?' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-credits-used')).toBe('3');
    expect(response.headers.get('x-credits-remaining')).toBe('97');
    const body = await response.json();
    expect(body).toEqual({
      conversation_id: expect.stringMatching(/^conv_\w+$/),
      turn_id: expect.stringMatching(/^turn_\w+$/),
      user_text: 'What is the capital of France?',
      ai_text: 'The capital of France is Paris.',
      audio_url: expect.stringMatching(new RegExp(`^${server.url}/v1/audio/tmp/\\w+\\.mp3$`)),
      credits_used: 3,
    });
    const audio = await send(key, new URL(body.audio_url).pathname);
    expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect((await audio.bytes()).length).toBeGreaterThan(10_000);
    const stranger = await send(await newKey(), new URL(body.audio_url).pathname);
    expect(stranger.status).toBe(404);
  });

  it('takes a form with a recording, and one with a text', async () => {
    language.answer = ({ request }) => `You said: ${request.messages.at(-1)?.content}`;
    const key = await newKey();
    const { audio } = await engine.synthesize({ text: 'The weather is very good today.', format: 'wav' });
    const form = new FormData();
    form.set('audio', audio.blob(), 'said.wav');
    form.set('voice', 'af_bella');
    form.set('tts_model', 'kokoro');
    form.set('system_prompt', 'You are a parrot.');
    const spoken = await (await chat(key, form)).json();
    expect(spoken.user_text.toLowerCase()).toContain('weather');
    expect(language.calls.at(-1)?.request.messages[0]?.content).toMatch(/^You are a parrot\./);

    const text = new FormData();
    text.set('text', 'And tomorrow?');
    text.set('conversation_id', spoken.conversation_id);
    const typed = await (await chat(key, text, '/api/v1/voice-chat')).json();
    expect(typed).toMatchObject({ conversation_id: spoken.conversation_id, ai_text: 'You said: And tomorrow?' });
    expect(language.calls.at(-1)?.request.messages).toHaveLength(4);
  });

  it('is what ttsai() speaks, as well as potoo()', async () => {
    language.answer = () => 'Good day to you.';
    const apiKey = await newKey();
    for (const client of [ttsai({ baseUrl: server.url, apiKey }), potoo({ baseUrl: server.url, apiKey })]) {
      const turn = await client.converse({ text: 'Hello.', format: 'wav' });
      expect(turn).toMatchObject({ userText: 'Hello.', replyText: 'Good day to you.' });
      expect(turn.audio.duration).toBeGreaterThan(0.5);
      expect(turn.usage.creditsUsed).toBe(3);
      await client.close();
    }
  });

  const wav = () => new Blob([Buffer.from('this is no audio '.repeat(100))]);
  const formOf = (fields: Record<string, string | Blob>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value as string);
    return form;
  };
  it.each([
    ['nothing said', {}, 400, { reason: 'invalid_parameter', param: 'text' }],
    ['an empty form', formOf({ voice: 'auto' }), 400, { reason: 'invalid_parameter', param: 'text' }],
    ['text and audio', formOf({ text: 'a', audio: wav() }), 400, { reason: 'invalid_parameter', param: 'text' }],
    ['no audio in the file', formOf({ audio: wav() }), 400, { reason: 'undecodable_audio' }],
    ['the file under another name', formOf({ file: wav() }), 400, { reason: 'unknown_parameter', param: 'file' }],
    ['an unknown voice', { text: 'a', voice: 'nobody' }, 404, { reason: 'voice_not_found', param: 'voice' }],
    [
      'an unknown model that speaks',
      { text: 'a', tts_model: 'none' },
      404,
      { reason: 'model_not_found', param: 'tts_model' },
    ],
    [
      'an unknown conversation',
      { text: 'a', conversation_id: 'conv_1' },
      404,
      { reason: 'conversation_not_found', param: 'conversation_id' },
    ],
    ['a long system prompt', { text: 'a', system_prompt: 'x'.repeat(30_000) }, 400, { param: 'system_prompt' }],
    ['an unknown field', { text: 'a', speach: 1 }, 400, { reason: 'unknown_parameter', param: 'speach' }],
    ['a field of another type', { text: 5 }, 400, { reason: 'invalid_parameter', param: 'text' }],
  ])('refuses %s, and charges nothing', async (_, body, status, error) => {
    language.answer = () => 'Yes.';
    const key = await newKey(3);
    const response = await chat(key, body);
    expect(response.status).toBe(status);
    expect((await response.json()).error).toMatchObject(error);
    const usage = await (await send(key, '/v1/usage')).json();
    expect(usage.credits_remaining).toBe(3);
  });

  it('passes on why the language model does not answer, and charges nothing', async () => {
    language.answer = ({ response }) => {
      response.writeHead(429, { 'retry-after': '9' }).end();
      return undefined;
    };
    const key = await newKey(3);
    const response = await chat(key, { text: 'Hello?' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '9']);
    expect((await response.json()).error).toMatchObject({ code: 'model_loading', reason: 'language_model_busy' });
    expect((await (await send(key, '/v1/usage')).json()).credits_remaining).toBe(3);
  });
});

describe('a turn over HTTP that is interrupted', () => {
  it('stops the language model, is kept with what was heard, and paid', async () => {
    language.answer = ({ response }) => {
      startReply(response);
      response.write(replyEvent('This sentence is spoken. And this one never '));
      return undefined;
    };
    const apiKey = await newKey(10);
    const client = potoo({ baseUrl: server.url, apiKey });
    let first: Extract<TurnEvent, { type: 'user-text' }> | undefined;
    let bytes = 0;
    for await (const event of client.streamTurn({ text: 'Talk.', format: 'wav' })) {
      if (event.type === 'user-text') first = event;
      if (event.type === 'audio') bytes += event.data.length;
      if (bytes > 20_000) break;
    }
    await language.calls.at(-1)?.abandoned;
    const { conversationId = '', turnId = '' } = first ?? {};
    const cut = await client.truncateTurn({ conversationId, turnId, heard: 0 });
    expect(cut).toMatchObject({ interrupted: true, replyText: '', userText: 'Talk.' });
    language.answer = () => 'Yes?';
    await client.converse({ text: 'Wait.', conversationId, format: 'wav' });
    expect(language.calls.at(-1)?.request.messages.slice(1)).toEqual([{ role: 'user', content: 'Talk.\nWait.' }]);
    expect((await (await send(apiKey, '/v1/usage')).json()).credits_remaining).toBe(4);
    await client.close();
  });
});

describe('conversations', () => {
  it('of one tenant do not exist for another', async () => {
    language.answer = () => 'Yes.';
    const ann = await newKey();
    const ben = await newKey();
    const { conversation_id: id, turn_id: turn } = await (await chat(ann, { text: 'A secret.' })).json();
    expect((await (await send(ann, `/v1/conversations/${id}`)).json()).turns).toHaveLength(1);
    const json = { 'content-type': 'application/json' };
    const truncate = { method: 'POST', headers: json, body: '{"heard":0}' };
    const attempts = await Promise.all([
      send(ben, `/v1/conversations/${id}`),
      send(ben, `/v1/conversations/${id}`, { method: 'DELETE' }),
      send(ben, `/v1/conversations/${id}/turns/${turn}/truncate`, truncate),
      chat(ben, { text: 'What did they say?', conversation_id: id }),
    ]);
    for (const attempt of attempts) {
      expect(attempt.status).toBe(404);
      expect((await attempt.json()).error).toMatchObject({ code: 'not_found', reason: 'conversation_not_found' });
    }
    expect(await (await send(ben, '/v1/conversations')).json()).toEqual({ conversations: [] });
    expect((await (await send(ann, '/v1/conversations/')).json()).conversations).toMatchObject([{ id, turn_count: 1 }]);
    expect((await (await send(ann, `/v1/conversations/${id}/`)).json()).turns[0].ai_text).toBe('Yes.');
    expect((await send(ann, `/v1/conversations/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await send(ann, `/v1/conversations/${id}`)).status).toBe(404);
  });

  it.each(['..%2f..', 'x'.repeat(65), '%00'])('has none by the id %s', async (id) => {
    const response = await send(await newKey(), `/v1/conversations/${id}`);
    expect(response.status).toBe(404);
  });
});

it('no failure was the server’s own', () => expect(faults.filter((fault) => !/busy/.test(String(fault)))).toEqual([]));
