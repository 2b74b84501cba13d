import assert from 'node:assert/strict';
import { ERROR_CODES, UnsupportedError } from '@potoo/core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createKey, revokeKey } from '../accounts/accounts.ts';
import { generateApiKey } from '../accounts/api-key.ts';
import { temporaryHome } from '../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { sized, tellFigure } from '../testing/full-size.ts';
import { isPublic } from './admission/public-paths.ts';
import { createServer, type PotooServer } from './create-server.ts';
import { createMetrics } from './observe/metrics.ts';
import { OPERATIONS } from './openapi/operations.ts';
import { jobHooks } from './platform/job-hooks.ts';
import { openToKeys } from './platform/open-house.ts';
import { createPlatform, type Platform } from './platform/platform.ts';

const home = await temporaryHome();
const tones = new ToneService();
const onError = () => {};
let platform: Platform;
let closeAdmission = async () => {};
let server: PotooServer;

beforeAll(async () => {
  platform = createPlatform({ dataDirectory: home.path, service: tones, capacity: 1, hooks: jobHooks(), onError });
  const admission = await openToKeys({ service: tones, platform, measure: async () => 90, onError });
  closeAdmission = () => admission.close();
  const limits = { jsonBytes: 2_000, transcribeBytes: 2_000, convertBytes: 2_000, toolBytes: 2_000, uploadGraceMs: 20 };
  server = createServer(tones, { platform, admission, metrics: createMetrics({}), limits, onError });
});
afterAll(async () => {
  await closeAdmission();
  await platform?.close();
  home.remove();
});

type Wanted = Partial<Parameters<typeof createKey>[1]>;
const newKey = async (wanted: Wanted = {}) =>
  createKey(await platform.database(), { name: 'test', plan: 'unlimited', credits: 0, administrates: true, ...wanted });

const times: number[] = [];

/** Sends a request, and checks what every answer has. */
async function send(method: string, path: string, init: RequestInit, key?: string): Promise<Response> {
  const headers = new Headers(init.headers);
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  const since = performance.now();
  const response = await server.fetch(
    new Request(`http://potoo${path}`, { ...init, method: method.toUpperCase(), headers }),
  );
  times.push(performance.now() - since);
  for (const name of ['limit', 'remaining', 'reset']) assert.ok(response.headers.has(`x-ratelimit-${name}`), name);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  if (response.status >= 400) await checkEnvelope(response);
  else await response.body?.cancel();
  return response;
}

async function checkEnvelope(response: Response): Promise<void> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const text = await response.text();
  const { error } = JSON.parse(text) as { error: Record<string, unknown> };
  assert.ok(Object.hasOwn(ERROR_CODES, String(error['code'])), text);
  assert.ok(typeof error['message'] === 'string' && error['message'].length > 0);
  assert.equal(error['request_id'], response.headers.get('x-request-id'));
  assert.doesNotMatch(text, /\/(?:work|tmp|home|root)\/|node_modules|\bat .*:\d+:\d+/);
  if (response.status === 429 || response.status === 503) {
    assert.ok(Number(response.headers.get('retry-after')) >= 1, `${response.status} without Retry-After`);
  }
}

/** A form with a file, as uploads are sent. */
function form(bytes = 100): RequestInit {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(bytes)]), 'a.wav');
  return { body };
}

const json = (body: string): RequestInit => ({ body, headers: { 'content-type': 'application/json' } });

/** A body that begins and does not go on. */
function stalled(type: string): RequestInit {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"')) });
  const init = { body, headers: { 'content-type': type }, duplex: 'half' };
  return init;
}

/** A request that is as it should be, as far as that can be without knowing the route. */
function proper({ method, json: hasJson, form: hasForm }: (typeof OPERATIONS)[number]): RequestInit {
  if (method !== 'post') return {};
  if (hasForm) return form();
  return hasJson ? json('{"text":"One.","input":"One.","type":"synthesize","request":{"text":"One."}}') : json('{}');
}

const routes = OPERATIONS.map((operation) => {
  const path = operation.path.replace('{file}', 'x.mp3').replace(/\{\w+\}/g, 'x');
  return { ...operation, name: `${operation.method} ${operation.path}`, path };
});
const ofEngine = /tts|stt|transcribe|audio\/(?!models|voices)|api\/v1\/audio/;

/** Routes whose files have other names or limits than most, so that a fault may be refused for another reason. */
const OTHER_FORMS = /^\/v1\/(?:tts\/clone|voice-clone|voices|voice-chat)/;

/** Whether a route refuses what was sent for a reason of its own, such as that nothing here does its work. */
function isRefusedOtherwise(path: string, status: number): boolean {
  if (OTHER_FORMS.test(path)) return status >= 400 && status < 500;
  return path === '/v1/audio/translations' && status === new UnsupportedError('').status;
}

describe.each(routes)('$name', (route) => {
  const { method, path } = route;
  const takesBody = route.json !== undefined || route.form !== undefined;
  // It knows five errors.
  const isOuteAi = path === '/api/v1/audio';

  test('answers every fault in the envelope', async () => {
    const { key } = await newKey();
    const expected = (status: number) => (isOuteAi ? 400 : status);
    assert.equal((await send('PATCH', path, {}, key)).status, expected(405));

    const open = isPublic(method.toUpperCase(), path);
    assert.equal((await send(method, path, proper(route))).status === 401, !open);

    // What is there at all is answered or refused, never broken.
    assert.ok((await send(method, path, proper(route), key)).status < 500);
    const unknown = OPERATIONS.some(({ path: other }) => other === route.path && other.includes('{id}'));
    if (unknown) assert.equal((await send(method, path, proper(route), key)).status, 404);

    if (takesBody) {
      const type = route.form ? 'multipart/form-data; boundary=x' : 'application/json';
      for (const [init, statuses] of [
        [{ body: '{"', headers: { 'content-type': type } }, [400]],
        [{ body: '[]', headers: { 'content-type': type } }, [400]],
        [{ body: 'a', headers: { 'content-type': 'text/plain' } }, [415]],
        [route.form ? form(2_001) : json(JSON.stringify({ text: 'a'.repeat(2_000) })), [413]],
        [stalled(type), [408, 400]],
      ] as const) {
        const { status } = await send(method, path, init, key);
        assert.ok(
          statuses.some((known) => expected(known) === status) || isRefusedOtherwise(path, status),
          `${JSON.stringify(init.headers)}: ${status}`,
        );
      }
    }
  });

  test('answers callers who may not in the envelope', async () => {
    if (isPublic(method.toUpperCase(), path)) return;
    const { key: poor } = await newKey({ plan: 'pro', credits: 0 });
    const { status } = await send(method, path, proper(route), poor);
    assert.ok(status < 500, `without credits: ${status}`);

    const { key: busy } = await newKey({ plan: 'free' });
    for (let request = 0; request < 10; request++) await send('get', '/v1/models', {}, busy);
    assert.equal((await send(method, path, proper(route), busy)).status, 429);
  });

  test('answers in the envelope while the engine is broken', async () => {
    const { key } = await newKey();
    tones.beforeTone = () => Promise.reject(new Error('/tmp/secret broke at node_modules'));
    const { status } = await send(method, path, proper(route), key);
    tones.beforeTone = () => {};
    if (!ofEngine.test(path)) assert.ok(status < 500, `${status}`);
  });
});

test('keys that work no longer are refused on every route, in the envelope, also once there were too many', async () => {
  const { id, key } = await newKey();
  await revokeKey(await platform.database(), id);
  const statuses = new Set<number>();
  for (const route of routes.filter(({ method, path }) => !isPublic(method.toUpperCase(), path))) {
    statuses.add((await send(route.method, route.path, proper(route), key)).status);
    statuses.add((await send(route.method, route.path, proper(route), generateApiKey('secret'))).status);
  }
  assert.deepEqual([...statuses], [401, 429]);
  const sorted = times.sort((a, b) => a - b);
  tellFigure(`${routes.length} routes with every fault`, {
    answers: times.length,
    'p50 ms': (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1),
    'p99 ms': (sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(1),
  });
  assert.ok(times.length > sized(300, 300));
});
