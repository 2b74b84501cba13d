import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InsufficientCreditsError,
  ModelLoadingError,
  RateLimitedError,
  UnauthorizedError,
  type Voice,
} from '@potoo/core';
import { measureWav } from '@potoo/core/testing';
import { HEADERS, readWarningsHeader } from '@potoo/core/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../engine.ts';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import { createOpenAdmission } from '../../admission/open-admission.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';
import type { FailedRequest, ServerOptions } from '../../server-options.ts';

const BODY = {
  model: 'OuteTTS-1-Pro',
  prompt: 'Hello, world!',
  speaker_type: 'default',
  speaker_id: 'hum',
};

interface Line {
  readonly audio_data?: string;
  readonly audio_token_count?: number;
  readonly error?: { readonly code: string; readonly reason?: string; readonly message: string };
}

let service: ToneService;
let server: RunningServer;
const servers: RunningServer[] = [];

async function serve(options: ServerOptions = {}): Promise<RunningServer> {
  server = await createServer(service, options).listen({ port: 0 });
  servers.push(server);
  return server;
}

beforeEach(async () => {
  service = new ToneService();
  await serve();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((running) => running.close({ graceMs: 0 })));
});

function generate(body: unknown, init: RequestInit = {}, query = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...init.headers };
  return fetch(`${server.url}/api/v1/audio${query}`, { method: 'POST', body: JSON.stringify(body), ...init, headers });
}

const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));

describe('a generation', () => {
  it('tells its progress, and sends the audio with the last line only', async () => {
    const response = await generate(BODY);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = linesOf(await response.text());
    const last = lines.pop();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toEqual({ audio_data: '', audio_token_count: expect.any(Number) });
    const wav = Buffer.from(last?.audio_data ?? '', 'base64');
    expect(measureWav(wav).duration).toBeCloseTo(0.2);
    // Two words of 0.1 s, 150 tokens in a second.
    expect(last?.audio_token_count).toBe(30);
    expect(service.requests).toEqual([
      { text: BODY.prompt, model: BODY.model, voice: 'hum', inputType: 'text', format: 'wav' },
    ]);
  });

  it('states the true length in the file, though it was made as a stream', async () => {
    service.statesLength = false;
    const last = linesOf(await (await generate(BODY)).text()).at(-1);
    const wav = Buffer.from(last?.audio_data ?? '', 'base64');
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
  });

  it('is told of at least twice a second, also while nothing new has come', async () => {
    const enough = Promise.withResolvers<void>();
    service.beforeTone = (index) => (index === 1 ? enough.promise : undefined);
    const reader = (await generate(BODY)).body?.pipeThrough(new TextDecoderStream()).getReader();
    const counts: number[] = [];
    while (counts.length < 3) {
      for (const line of linesOf((await reader?.read())?.value ?? '{}')) counts.push(line.audio_token_count ?? -1);
    }
    expect(counts).toEqual([15, 15, 15]);
    enough.resolve();
    let rest = '';
    for (let part = await reader?.read(); !part?.done; part = await reader?.read()) rest += part?.value ?? '';
    expect(linesOf(rest).at(-1)?.audio_token_count).toBe(30);
  });

  it('that fails at once is an error response', async () => {
    service.beforeTone = () => Promise.reject(new Error('secret'));
    const response = await generate(BODY);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('that fails later ends with an error, and never with half a success', async () => {
    const begun = Promise.withResolvers<never>();
    begun.promise.catch(() => {});
    service.beforeTone = (index) => (index === 1 ? begun.promise : undefined);
    const response = await generate(BODY);
    begun.reject(new ModelLoadingError('The host is gone.', { reason: 'host_crashed' }));
    const lines = linesOf(await response.text());
    expect(lines.pop()?.error).toMatchObject({ code: 'internal_error', reason: 'host_crashed' });
    for (const line of lines) expect(line.audio_data).toBe('');
  });

  it('stops when the client goes away', async () => {
    const leaving = new AbortController();
    service.beforeTone = (_, signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    const response = await generate(BODY, { signal: leaving.signal });
    await response.body?.getReader().read();
    expect(service.active).toBe(1);
    leaving.abort();
    await vi.waitFor(() => expect([service.active, service.aborted]).toEqual([0, 1]));
  });

  it('says what it left out, and who spoke', async () => {
    const response = await generate({ ...BODY, speaker_id: 'alto', temperature: 0.7 });
    const warnings = readWarningsHeader(response.headers.get(HEADERS.warnings));
    expect(warnings.map(({ subject }) => subject)).toEqual(['temperature', 'voice']);
    expect(response.headers.get(HEADERS.fallback)).toBe('OuteTTS-1-Pro/alto -> tone/hum');
    expect(linesOf(await response.text()).at(-1)).not.toHaveProperty('warnings');
  });

  it('says it in the last line where the first was sent before it was known', async () => {
    const told = Promise.withResolvers<void>();
    const speak = service.streamSpeech.bind(service);
    service.streamSpeech = async function* (request, options) {
      await told.promise;
      yield* speak(request, options);
    };
    const response = await generate({ ...BODY, speaker_id: 'alto' });
    told.resolve();
    expect(response.headers.get(HEADERS.fallback)).toBeNull();
    expect(linesOf(await response.text()).at(-1)).toMatchObject({ warnings: [{ type: 'fallback', subject: 'voice' }] });
  });
});

describe('a custom speaker', () => {
  it('is a voice that was cloned here, spoken by its own model', async () => {
    const cloned: Voice = {
      id: 'v-1',
      name: 'Mine',
      model: 'mimic',
      languages: ['en'],
      gender: 'female',
      state: 'installed',
      cloned: true,
    };
    const voices = await service.listVoices();
    service.listVoices = async () => [...voices, cloned];
    await generate({ ...BODY, speaker_type: 'custom', speaker_id: 'v-1' });
    // The tones know no such voice; what counts is what they were asked for.
    expect(service.requests).toMatchObject([{ model: 'mimic', voice: 'v-1' }]);
    const { error } = await (await generate({ ...BODY, speaker_type: 'custom', speaker_id: 'hum' })).json();
    expect(error).toMatchObject({ code: 'bad_request', reason: 'voice_not_found', param: 'speaker_id' });
    expect(service.requests.length).toBe(1);
  });
});

describe('a request', () => {
  const wrong: Array<[string, object, string]> = [
    ['without a model', { model: undefined }, 'model'],
    ['without a prompt', { prompt: undefined }, 'prompt'],
    ['without a kind of speaker', { speaker_type: undefined }, 'speaker_type'],
    ['without a speaker', { speaker_id: undefined }, 'speaker_id'],
    ['with an unknown speaker', { speaker_id: 'nobody' }, 'speaker_id'],
    ['with an empty prompt', { prompt: '' }, 'prompt'],
    ['with a temperature in words', { temperature: 'hot' }, 'temperature'],
    ['with a temperature too low', { temperature: 0.05 }, 'temperature'],
    ['with a temperature too high', { temperature: 1.1 }, 'temperature'],
    ['with a prompt of 201 characters', { prompt: 'a'.repeat(201) }, 'prompt'],
    ['with a field of nobody’s', { voice: 'hum' }, 'voice'],
  ];

  it.each(wrong)('%s is 400', async (_, fields, param) => {
    const response = await generate({ ...BODY, ...fields });
    const { error } = await response.json();
    expect([response.status, error.code, error.param]).toEqual([400, 'bad_request', param]);
    expect(error.hint).toMatch(/./);
  });

  it.each([0.1, 0.4, 1])('may have a temperature of %d', async (temperature) => {
    expect((await generate({ ...BODY, temperature })).status).toBe(200);
  });

  it('may be as long as its server allows', async () => {
    const prompt = 'a'.repeat(200);
    expect((await generate({ ...BODY, prompt })).status).toBe(200);
    await serve({ limits: { outeaiCharacters: 5 } });
    expect((await generate({ ...BODY, prompt: 'a b c' })).status).toBe(200);
    expect((await generate({ ...BODY, prompt: 'a b c ' })).status).toBe(400);
  });

  it('may call the prompt its text, as the SDK’s examples do', async () => {
    const { prompt: text, ...rest } = BODY;
    expect((await generate({ ...rest, text })).status).toBe(200);
    expect((await generate({ ...BODY, text })).status).toBe(400);
  });
});

describe('an error', () => {
  const thrown: Array<[Error, number, string]> = [
    [new UnauthorizedError('No.'), 401, 'unauthorized'],
    [new InsufficientCreditsError('No.', { details: { credits_required: 2 } }), 402, 'insufficient_credits'],
    [new RateLimitedError('No.', { retryAfterMs: 1 }), 429, 'rate_limited'],
    [new ModelLoadingError('No.'), 500, 'internal_error'],
    [new Error('No.'), 500, 'internal_error'],
  ];

  it.each(thrown)('%s is one of the five', async (error, status, code) => {
    service.beforeTone = () => Promise.reject(error);
    const response = await generate(BODY);
    expect(response.status).toBe(status);
    expect((await response.json()).error.code).toBe(code);
  });

  it('is one of the five whatever is wrong with the request', async () => {
    expect((await generate(BODY, { method: 'PUT' })).status).toBe(400);
    expect((await generate(BODY, { headers: { 'content-type': 'text/plain' } })).status).toBe(400);
    expect((await generate(BODY, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(401);
    expect((await generate({ prompt: 'a'.repeat(5 * 1024 * 1024) })).status).toBe(400);
  });
});

describe('the key', () => {
  const KEY = 'sk-tts-secret';
  let seen: string[];
  let failed: FailedRequest[];

  /** Serves whoever brings the key, and keeps what it was shown. */
  function serveByKey(options: ServerOptions = {}): Promise<RunningServer> {
    const open = createOpenAdmission(() => service);
    seen = [];
    failed = [];
    const admission: ServerOptions['admission'] = {
      ...open,
      asksForKeys: true,
      receive(request, address) {
        seen.push(request.url);
        const visit = open.receive(request, address);
        const enter = async () => {
          if (request.headers.get('authorization') !== `Bearer ${KEY}`) throw new UnauthorizedError('No key.');
          return visit.enter();
        };
        return { headers: {}, enter, leave: () => visit.leave() };
      },
    };
    return serve({ admission, onError: (_, request) => failed.push(request), ...options });
  }

  const statusOf = async (response: Response | Promise<Response>) => (await response).status;

  it('may stand in the address or in the header', async () => {
    await serveByKey();
    expect(await statusOf(generate(BODY, {}, `?token=${KEY}`))).toBe(200);
    expect(await statusOf(generate(BODY, { headers: { authorization: `Bearer ${KEY}` } }))).toBe(200);
    expect(await statusOf(generate(BODY, {}, '?token=wrong'))).toBe(401);
    expect(await statusOf(generate(BODY, {}, '?token='))).toBe(401);
    expect(await statusOf(generate(BODY, {}, `?token=${KEY}%0d%0ax: y`))).toBe(401);
    expect(await statusOf(generate(BODY))).toBe(401);
  });

  it('in the header goes before that in the address', async () => {
    await serveByKey();
    const headers = { authorization: 'Bearer wrong' };
    expect(await statusOf(generate(BODY, { headers }, `?token=${KEY}`))).toBe(401);
  });

  it('in an address counts on this path only', async () => {
    await serveByKey();
    for (const path of ['/v1/tts/', '/v1/audio/speech', '/api/v1/audio/convert/', '/v1/audio']) {
      expect(await statusOf(fetch(`${server.url}${path}?token=${KEY}`, { method: 'POST' }))).toBe(401);
    }
  });

  it('in an address is seen by nothing that could write it down', async () => {
    await serveByKey();
    service.beforeTone = () => Promise.reject(new Error('no'));
    const answers = [
      await generate(BODY, {}, `?a=1&token=${KEY}&b=2`),
      await generate(BODY, {}, `?token=${KEY}`),
      await generate({}, { method: 'PUT' }, `?token=${KEY}`),
      await fetch(`${server.url}/api/v1/%61udio/?token=${KEY}`),
    ];
    for (const answer of answers) {
      expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(KEY);
    }
    expect(seen.slice(0, 2)).toEqual([`${server.url}/api/v1/audio?a=1&b=2`, `${server.url}/api/v1/audio`]);
    expect(failed.length).toBeGreaterThan(0);
    expect(JSON.stringify([seen, failed])).not.toMatch(/token|secret/);
  });

  it('in an address can be switched off, and is kept out of sight all the same', async () => {
    await serveByKey({ queryToken: false });
    expect(await statusOf(generate(BODY, {}, `?token=${KEY}`))).toBe(401);
    expect(await statusOf(generate(BODY, { headers: { authorization: `Bearer ${KEY}` } }))).toBe(200);
    expect(JSON.stringify(seen)).not.toContain(KEY);
  });

  it('in an address counts without a socket as well', async () => {
    const seenUrls: string[] = [];
    const open = createOpenAdmission(() => service);
    const receive: typeof open.receive = (request, address) => {
      seenUrls.push(`${request.url} ${request.headers.get('authorization')}`);
      return open.receive(request, address);
    };
    const { fetch: answer } = createServer(service, { admission: { ...open, receive } });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(BODY);
    const request = new Request(`http://localhost/api/v1/audio?token=${KEY}`, { method: 'POST', headers, body });
    expect(await statusOf(answer(request))).toBe(200);
    expect(seenUrls).toEqual([`http://localhost/api/v1/audio Bearer ${KEY}`]);
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)('the example of the documentation', () => {
  // Word for word; only host and token are other ones.
  const EXAMPLE = `curl -X POST "https://outeai.com/api/v1/audio?token=YOUR_API_TOKEN" \\
-H "Content-Type: application/json" \\
-d '{
"model": "OuteTTS-1-Pro",
"prompt": "Hello, world!",
"speaker_type": "default",
"speaker_id": "EN-FEMALE-1-NEUTRAL",
"temperature": 0.4
}' \\
--output response.ndjson`;

  it('speaks with the real engine', async () => {
    const engine = createEngine({ hosts: 1 });
    const running = await createServer(engine).listen({ port: 0 });
    const directory = await mkdtemp(join(tmpdir(), 'potoo-curl-'));
    try {
      const command = EXAMPLE.replace('https://outeai.com', running.url).replace('YOUR_API_TOKEN', 'sk-tts-any');
      await new Promise<void>((resolve, reject) => {
        execFile('sh', ['-c', command], { cwd: directory }, (error) => (error ? reject(error) : resolve()));
      });
      const lines = linesOf(await readFile(join(directory, 'response.ndjson'), 'utf8'));
      const last = lines.pop();
      for (const line of lines) expect(line.audio_data).toBe('');
      const { duration, rms } = measureWav(Buffer.from(last?.audio_data ?? '', 'base64'));
      expect(duration).toBeGreaterThan(0.5);
      expect(duration).toBeLessThan(3);
      expect(rms).toBeGreaterThan(0.01);
      expect(last?.audio_token_count).toBe(Math.round(duration * 150));
    } finally {
      await rm(directory, { recursive: true });
      await running.close({ graceMs: 0 });
      await engine.close();
    }
  });
});
