import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createKey, revokeKey } from '../../accounts/accounts.ts';
import { generateApiKey } from '../../accounts/api-key.ts';
import { creditBalance } from '../../accounts/ledger.ts';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { createServer, type PotooServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { createMetrics } from '../observe/metrics.ts';
import { createRequestLogger } from '../observe/request-logger.ts';
import { OPERATIONS } from '../openapi/operations.ts';
import { jobHooks } from '../platform/job-hooks.ts';
import { openToKeys } from '../platform/open-house.ts';
import { createPlatform, type Platform } from '../platform/platform.ts';
import type { Admission } from './contract.ts';
import { isPublic } from './public-paths.ts';

const home = await temporaryHome();
const tones = new ToneService();
const faults: unknown[] = [];
const PAGE = 'https://app.example';
let platform: Platform;
let admission: Admission;
let server: PotooServer;
let running: RunningServer;

beforeAll(async () => {
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: home.path, service: tones, capacity: 1, hooks: jobHooks(), onError });
  admission = await openToKeys({ service: tones, platform, measure: async () => 90, onError });
  server = createServer(tones, { platform, admission, metrics: createMetrics({}), onError });
  running = await server.listen({ port: 0 });
});
afterAll(async () => {
  await running?.close();
  await admission?.close();
  await platform?.close();
  home.remove();
  assert.deepEqual(faults, []);
});

type NewKey = Parameters<typeof createKey>[1];
const newKey = async (wanted: Partial<NewKey> = {}) =>
  createKey(await platform.database(), { name: 'test', plan: 'pro', credits: 100, ...wanted });

function send(address: string, key?: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  return fetch(running.url + address, { ...init, headers });
}

function speak(key: string | undefined, body: object = { text: 'One two.' }, headers: Record<string, string> = {}) {
  return send('/v1/tts/', key, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function transcribe(key: string) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(100)]), 'a.wav');
  return send('/v1/stt/', key, { method: 'POST', body: form });
}

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { ...error, status: response.status } as Record<string, unknown>;
}

describe('every route', () => {
  test.each(OPERATIONS.map(({ method, path: address }) => [method, address.replace(/\{\w+\}/g, 'x')] as const))(
    '%s %s asks strangers for a key, or is public',
    async (method, address) => {
      const init = { method: method.toUpperCase() };
      const anonymous = await send(address, undefined, init);
      for (const header of ['limit', 'remaining', 'reset'])
        assert.ok(anonymous.headers.has(`x-ratelimit-${header}`), header);
      if (isPublic(init.method, address)) assert.notEqual(anonymous.status, 401);
      else assert.equal(anonymous.status, 401);
      await anonymous.arrayBuffer();
    },
  );

  test('what is public is no more than it should be', () => {
    const open = OPERATIONS.filter(({ method, path: address }) => isPublic(method.toUpperCase(), address));
    assert.deepEqual(open.map(({ path: address }) => address).sort(), [
      '/healthz',
      '/openapi.json',
      '/readyz',
      '/v1/voices/preview/{file}',
    ]);
  });
});

describe('keys', () => {
  test('one that is wrong, revoked or mistyped is not let in', async () => {
    const { id, key } = await newKey();
    assert.equal((await send('/v1/models', key)).status, 200);
    assert.equal((await send('/v1/models', `${key}x`)).status, 401);
    assert.deepEqual((await errorOf(await send('/v1/models', generateApiKey('secret'))))['reason'], 'invalid_key');
    await revokeKey(await platform.database(), id);
    // What is known of a key is believed for a few seconds; another server would know at once.
    const other = createServer(tones, {
      admission: await openToKeys({ service: tones, platform, measure: async () => 1, onError() {} }),
    });
    const request = new Request('http://potoo/v1/models', { headers: { authorization: `Bearer ${key}` } });
    assert.equal((await other.fetch(request)).status, 401);
  });

  test('a publishable one speaks, from its own pages only', async () => {
    const { key } = await newKey({ kind: 'publishable', origins: [PAGE] });
    const wave = { accept: 'audio/wav', origin: PAGE };
    const spoken = await speak(key, { text: 'Hi.' }, wave);
    assert.deepEqual([spoken.status, spoken.headers.get('access-control-allow-origin')], [200, PAGE]);
    assert.equal((await speak(key, { text: 'Hi.' }, { ...wave, origin: 'https://evil.example' })).status, 403);
    assert.equal((await speak(key, { text: 'Hi.' }, { accept: 'audio/wav' })).status, 403);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(100)]), 'a.wav');
    const heard = await send('/v1/stt/', key, { method: 'POST', headers: { origin: PAGE }, body: form });
    assert.equal((await errorOf(heard))['reason'], 'key_forbids');
  });
});

describe('an administrator', () => {
  const make = (key: string, body: object) =>
    send('/v1/keys', key, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('makes a key that works, lists it without telling it, and ends it', async () => {
    const { key } = await newKey({ administrates: true });
    const made = await make(key, { name: 'An app', plan: 'pro', credits: 5 });
    assert.equal(made.status, 201);
    const issued = (await made.json()) as { id: string; key: string };
    assert.equal((await send('/v1/voices', issued.key)).status, 200);
    const listing = await (await send('/v1/keys', key)).text();
    assert.ok(!listing.includes(issued.key));
    const { keys } = JSON.parse(listing) as { keys: Array<Record<string, unknown>> };
    const listed = keys.find(({ id }) => id === issued.id);
    assert.deepEqual(
      [listed?.['name'], listed?.['plan'], listed?.['credits'], listed?.['administrates']],
      ['An app', 'pro', 5, false],
    );
    assert.equal((await send(`/v1/keys/${issued.id}`, key, { method: 'DELETE' })).status, 204);
    // It was used a moment ago, and is not believed any longer.
    assert.equal((await send('/v1/voices', issued.key)).status, 401);
    assert.equal((await send(`/v1/keys/${issued.id}`, key, { method: 'DELETE' })).status, 404);
  });

  test('is told what is wrong with a key that was asked for', async () => {
    const { key } = await newKey({ administrates: true });
    for (const [body, param] of [
      [{ plan: 'pro' }, 'name'],
      [{ name: 'A page', kind: 'publishable' }, 'origins'],
      [{ name: 'A page', kind: 'publishable', origins: ['app.example'] }, 'origins.0'],
      [{ name: 'A page', kind: 'publishable', origins: [PAGE], administrates: true }, 'administrates'],
    ] as const) {
      const error = await errorOf(await make(key, body));
      assert.deepEqual([error.status, error['param']], [400, param]);
    }
  });

  test('is nobody else: others neither see keys nor fetch models', async () => {
    const { key } = await newKey();
    for (const [method, address] of [
      ['GET', '/v1/keys'],
      ['POST', '/v1/keys'],
      ['DELETE', '/v1/keys/key_x'],
      ['POST', '/v1/models/kokoro/pull'],
      ['DELETE', '/v1/models/kokoro'],
      ['GET', '/v1/storage'],
    ] as const) {
      const error = await errorOf(await send(address, key, { method }));
      assert.deepEqual([error.status, error['reason']], [403, 'administrators_only'], address);
    }
  });
});

describe('plans', () => {
  test('a text that is too long for the plan, and work that it lacks, are refused', async () => {
    const pro = await newKey();
    const long = await errorOf(await speak(pro.key, { text: 'a '.repeat(2_501) }));
    assert.deepEqual([long.status, long['reason'], long['param']], [400, 'text_too_long', 'text']);
    const prompt = { model: 'tone', prompt: 'a'.repeat(201), speaker_type: 'default', speaker_id: 'hum' };
    const outeAi = (key: string) =>
      send('/api/v1/audio', key, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(prompt),
      });
    assert.equal((await errorOf(await outeAi(pro.key)))['reason'], 'text_too_long');
    const enterprise = await newKey({ plan: 'enterprise' });
    assert.equal((await outeAi(enterprise.key)).status, 200);
    const free = await newKey({ plan: 'free' });
    const refused = await errorOf(await speak(free.key));
    assert.deepEqual([refused.status, refused['code'], refused['reason']], [403, 'forbidden', 'plan_forbids']);
    assert.equal((await send('/v1/voices', free.key)).status, 200);
  });

  test('the 61st request of a minute is refused, and says when to come again', async () => {
    const { key } = await newKey();
    const responses = [];
    for (let request = 0; request < 61; request++) responses.push(await send('/v1/models', key));
    assert.deepEqual(
      responses.map(({ status }) => status),
      [...Array.from({ length: 60 }, () => 200), 429],
    );
    assert.equal(responses[0]?.headers.get('x-ratelimit-remaining'), '59');
    const last = responses.at(-1);
    const wait = Number(last?.headers.get('retry-after'));
    const reset = Number(last?.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    assert.ok(wait >= 1 && wait <= 60 && Math.abs(wait - reset) <= 2, `waits ${wait} s for ${reset} s`);
  });

  test('the sixth request at once is refused, and places come back', async () => {
    const { key } = await newKey();
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    tones.beforeTone = () => opened;
    const all = Array.from({ length: 6 }, () => speak(key));
    const refused = await Promise.race(
      all.map(async (response) => ((await response).status === 429 ? response : new Promise<never>(() => {}))),
    );
    assert.equal((await errorOf(await refused))['reason'], 'too_many_at_once');
    tones.beforeTone = () => {};
    open();
    assert.equal((await Promise.all(all)).filter(({ status }) => status === 200).length, 5);
    assert.equal((await speak(key)).status, 200);
  });
});

describe('credits', () => {
  test('work says what it cost and what is left, and is refused when nothing is', async () => {
    const { key, accountId } = await newKey({ credits: 5 });
    const spoken = await speak(key, { text: 'One two.', model: 'tone' });
    assert.deepEqual([spoken.headers.get('x-credits-used'), spoken.headers.get('x-credits-remaining')], ['1', '4']);
    const heard = await transcribe(key);
    assert.deepEqual([heard.headers.get('x-credits-used'), heard.headers.get('x-credits-remaining')], ['4', '0']);
    const refused = await transcribe(key);
    assert.deepEqual(
      await errorOf(refused).then(({ status, code, credits_required, credits_available }) => [
        status,
        code,
        credits_required,
        credits_available,
      ]),
      [402, 'insufficient_credits', 4, 0],
    );
    assert.equal(await creditBalance(await platform.database(), accountId), 0);
    const usage = (await (await send('/v1/usage', key)).json()) as { credits_remaining: number; plan: string };
    assert.deepEqual([usage.credits_remaining, usage.plan], [0, 'pro']);
  });

  test('a stream says what it costs before its first byte', async () => {
    const { key } = await newKey();
    const streamed = await speak(key, { text: 'One two.', model: 'tone', stream: true });
    assert.deepEqual(
      [streamed.headers.get('x-credits-used'), streamed.headers.get('x-credits-remaining')],
      ['1', '99'],
    );
    await streamed.arrayBuffer();
    const post = (address: string, body: object) =>
      send(address, key, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const [address, body] of [
      ['/v1/audio/speech', { input: 'One two.', model: 'tone', voice: 'hum', response_format: 'wav' }],
      ['/v1/audio/speech', { input: 'One.', model: 'tone', voice: 'hum', stream_format: 'sse' }],
      ['/api/v1/audio', { prompt: 'One.', model: 'tone', speaker_type: 'default', speaker_id: 'hum' }],
    ] as const) {
      const answer = await post(address, body);
      assert.deepEqual([answer.status, answer.headers.get('x-credits-used')], [200, '1'], address);
      await answer.arrayBuffer();
    }
  });

  test('each text of a batch says what it cost, and one that fails costs nothing', async () => {
    const { key, accountId } = await newKey();
    const texts = [{ text: 'One.' }, { text: 'Two.', voice: 'nobody' }].map((text) => ({ ...text, model: 'tone' }));
    const taken = await send('/v1/tts/batch/', key, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ texts }),
    });
    const { batch_id: id } = (await taken.json()) as { batch_id: string };
    for (;;) {
      const looked = await send(`/v1/tts/batch/result/?batch_id=${id}`, key);
      const batch = (await looked.json()) as { status: string; credits_charged: number; items: { credits: number }[] };
      if (batch.status === 'completed') {
        assert.deepEqual([batch.credits_charged, batch.items.map(({ credits }) => credits)], [1, [1, 0]]);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(await creditBalance(await platform.database(), accountId), 99);
  });

  test('what fails or is given up costs nothing', async () => {
    const { key, accountId } = await newKey();
    assert.equal((await speak(key, { text: '' })).status, 400);
    const leaving = new AbortController();
    tones.beforeTone = (_, signal) => {
      leaving.abort();
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    const given = fetch(`${running.url}/v1/tts/`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"text":"Never heard."}',
    });
    await assert.rejects(given);
    tones.beforeTone = () => {};
    const database = await platform.database();
    while ((await creditBalance(database, accountId)) !== 100) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test('a request that is sent twice with one idempotency key is paid once', async () => {
    const { key, accountId } = await newKey();
    const again = { 'idempotency-key': 'the same' };
    const [first, second] = [await speak(key, {}, again), await speak(key, {}, again)];
    assert.deepEqual([first.status, second.status], [400, 400]);
    const body = { text: 'One two.', model: 'tone' };
    const replies = [];
    for (let time = 0; time < 3; time++) replies.push(await speak(key, body, again));
    assert.deepEqual(
      replies.map(({ headers }) => headers.get('idempotent-replayed')),
      [null, 'true', 'true'],
    );
    assert.equal(new Set(await Promise.all(replies.map((reply) => reply.text()))).size, 1);
    assert.equal(await creditBalance(await platform.database(), accountId), 99);
  });
});

describe('what belongs to one account', () => {
  test('is not there for another', async () => {
    const [owner, stranger] = [await newKey(), await newKey()];
    const task = (await (await speak(owner.key, { text: 'Mine.', async: true })).json()) as { uuid: string };
    for (;;) {
      const job = (await (await send(`/v1/jobs/${task.uuid}`, owner.key)).json()) as { status: string };
      if (job.status === 'completed') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const addresses = [
      ['GET', `/v1/jobs/${task.uuid}`],
      ['DELETE', `/v1/jobs/${task.uuid}`],
      ['POST', `/v1/jobs/${task.uuid}/cancel`],
      ['POST', `/v1/jobs/${task.uuid}/retry`],
      ['GET', `/v1/jobs/${task.uuid}/events`],
      ['GET', `/v1/results/${task.uuid}`],
      ['DELETE', `/v1/results/${task.uuid}`],
      ['GET', `/v1/speech/results/?uuid=${task.uuid}`],
      ['GET', `/v1/speech/subtitles/?uuid=${task.uuid}`],
      ['GET', `/v1/tts/batch/result/?batch_id=${task.uuid}`],
    ] as const;
    for (const [method, address] of addresses) {
      assert.equal((await send(address, stranger.key, { method })).status, 404, `${method} ${address}`);
    }
    const listed = (await (await send('/v1/jobs', stranger.key)).json()) as { jobs: unknown[] };
    assert.deepEqual(listed.jobs, []);
    assert.equal((await send(`/v1/results/${task.uuid}`, owner.key)).status, 200);
  });
});

test('no key is in any log line, error or table', async () => {
  const lines: string[] = [];
  const logger = createRequestLogger('debug', { write: (line) => void lines.push(line) });
  const logged = createServer(tones, { platform, admission, onResponse: logger.onResponse, onError: logger.onError });
  const listening = await logged.listen({ port: 0 });
  const { key } = await newKey();
  const wrong = generateApiKey('secret');
  for (const sent of [key, wrong]) {
    const headers = { authorization: `Bearer ${sent}`, 'content-type': 'application/json' };
    await fetch(`${listening.url}/v1/tts/?key=${sent}`, { method: 'POST', headers, body: '{"text":"A secret text."}' });
    await fetch(`${listening.url}/v1/jobs/${sent}`, { headers });
    await fetch(`${listening.url}/api/v1/audio?token=${sent}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'OuteTTS-1-Pro',
        prompt: 'A secret text.',
        speaker_type: 'default',
        speaker_id: 'hum',
      }),
    });
  }
  await listening.close();
  assert.ok(lines.length >= 6);
  const told = lines.join('');
  for (const secret of [key, wrong, 'secret text', 'Bearer']) assert.ok(!told.includes(secret), secret);
});

test('who guesses keys is stopped', async () => {
  let status = 0;
  // Twenty a minute are borne; a minute that other tests began may end meanwhile.
  for (let guess = 0; guess < 45 && status !== 429; guess++) {
    status = (await send('/v1/models', generateApiKey('secret'))).status;
  }
  assert.equal(status, 429);
});
