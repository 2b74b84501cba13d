import { fromWireJob } from '@potoo/core/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCAL_CALLER } from '../../../accounts/caller.ts';
import { temporaryHome } from '../../../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import type { Admission } from '../../admission/contract.ts';
import { createOpenAdmission } from '../../admission/open-admission.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';
import { createPlatform, type Platform } from '../platform.ts';
import { withJobs } from '../with-jobs.ts';

let home: Awaited<ReturnType<typeof temporaryHome>>;
let service: ToneService;
let platform: Platform;
let server: RunningServer;
const faults: unknown[] = [];

/** Lets everybody in as whom they say they are: keys are another room's business. */
function admitByName(): Admission {
  const nameOf = (request: Request) => request.headers.get('x-owner') ?? 'ann';
  const open = createOpenAdmission((request) =>
    withJobs(service, platform, { owner: nameOf(request), baseUrl: new URL(request.url).origin }),
  );
  return {
    ...open,
    receive(request, address) {
      const visit = open.receive(request, address);
      const caller = { ...LOCAL_CALLER, accountId: nameOf(request) };
      return { ...visit, enter: async () => ({ ...(await visit.enter()), caller }) };
    },
  };
}

beforeAll(async () => {
  home = await temporaryHome();
  service = new ToneService();
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: home.path, service: () => service, capacity: 2, onError });
  server = await createServer(service, { platform, admission: admitByName(), onError }).listen({ port: 0 });
});
afterAll(async () => {
  await server.close({ graceMs: 0 });
  await platform.close({ graceMs: 0 });
  home.remove();
});
beforeEach(() => {
  service = new ToneService();
});

const send = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.url), init);
const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const submit = async (body: unknown) => {
  const response = await post('/v1/jobs', body);
  expect(response.status).toBe(202);
  return fromWireJob(await response.json());
};
const say = (text: string) => ({ type: 'synthesize', request: { text } });

interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: string;
}

/** Reads server-sent events as a browser does. */
async function* eventsOf(response: Response): AsyncGenerator<ServerSentEvent> {
  let rest = '';
  for await (const text of (response.body ?? new Blob([]).stream()).pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').filter((line) => !line.startsWith(':'));
      const event = Object.fromEntries(
        fields.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if ('data' in event) yield event;
    }
  }
}

const follow = async (id: string, headers: Record<string, string> = {}) =>
  Array.fromAsync(eventsOf(await send(`/v1/jobs/${id}/events`, { headers })));
const finished = async (id: string) => {
  const last = (await follow(id)).at(-1);
  return fromWireJob(JSON.parse(last?.data ?? ''));
};
const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, ...error };
};

describe('a platform', () => {
  it('opens nothing before something asks for it', () => {
    expect(platform.isOpen).toBe(false);
  });

  it('answers for ids that cannot be without opening anything', async () => {
    for (const id of ['a%20b', 'x'.repeat(65), '..%2f..%2fetc']) {
      expect(await errorOf(await send(`/v1/jobs/${id}`))).toMatchObject({ status: 404, reason: 'job_not_found' });
      expect(await errorOf(await send(`/v1/results/${id}`))).toMatchObject({ status: 404, reason: 'result_not_found' });
    }
    expect(platform.isOpen).toBe(false);
  });
});

describe('a job', () => {
  it('is taken as JSON, followed, and its result fetched at the address that it names', async () => {
    const response = await post('/v1/jobs/', { ...say('one two'), webhook_url: 'https://hooks.example/x' });
    const job = fromWireJob(await response.json());
    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/jobs/${job.id}`]);
    expect(job).toMatchObject({ status: 'queued', type: 'synthesize', progress: 0 });

    const events = await follow(job.id);
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['job']));
    const done = fromWireJob(JSON.parse(events.at(-1)?.data ?? ''));
    expect(done).toMatchObject({ id: job.id, status: 'completed', progress: 1, completedAt: expect.any(Date) });
    expect(done.resultUrl).toBe(`${server.url}/v1/results/${job.id}`);
    expect(fromWireJob(await (await send(`/api/v1/jobs/${job.id}/`)).json())).toEqual(done);

    const audio = await send(done.resultUrl ?? '');
    const direct = await service.synthesize({ text: 'one two' });
    expect(Buffer.from(await audio.arrayBuffer())).toEqual(Buffer.from(direct.audio.bytes()));
    expect(Object.fromEntries(audio.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(direct.audio.bytes().byteLength),
      'content-disposition': 'attachment; filename="speech.wav"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'accept-ranges': 'bytes',
    });
    const details = await send(done.results?.[1]?.url ?? '');
    expect(await details.json()).toMatchObject({ voice: 'hum', model: 'tone' });
  });

  it('begins with a file in a form', async () => {
    const form = new FormData();
    form.set('job', JSON.stringify({ type: 'convertAudio', request: { format: 'wav', sample_rate: 16_000 } }));
    form.set('file', new Blob([new Uint8Array(3_000)]), 'a.mp3');
    const response = await send('/v1/jobs', { method: 'POST', body: form });
    const { id } = fromWireJob(await response.json());
    expect(await finished(id)).toMatchObject({
      status: 'completed',
      results: [{ name: 'converted.wav', bytes: 3_000 }, {}],
    });
    expect(service.requests).toMatchObject([{ format: 'wav', sampleRate: 16_000 }]);
  });

  it('is a batch, with a result for each text', async () => {
    const { id } = await submit({ type: 'batch', requests: [{ text: 'a' }, { text: 'b', voice: 'nobody' }] });
    const { items } = await finished(id);
    expect(items).toMatchObject([
      { index: 0, status: 'completed' },
      { status: 'failed', error: { reason: 'voice_not_found' } },
    ]);
    expect((await send(items?.[0]?.resultUrl ?? '')).headers.get('content-type')).toBe('audio/wav');
  });

  it('is cancelled and tried again', async () => {
    const started = Promise.withResolvers<void>();
    service.beforeTone = (_, signal) => {
      started.resolve();
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    const { id } = await submit(say('long'));
    await started.promise;
    const following = follow(id);
    const cancelled = await send(`/v1/jobs/${id}`, { method: 'DELETE' });
    expect(await cancelled.json()).toMatchObject({ id, status: 'cancelled' });
    expect((await following).at(-1)?.data).toContain('"status":"cancelled"');
    await vi.waitFor(() => expect(service.active).toBe(0));
    expect(await errorOf(await send(`/v1/results/${id}`))).toMatchObject({ status: 404, reason: 'result_not_ready' });
    expect(await (await post(`/v1/jobs/${id}/cancel`)).json()).toMatchObject({ status: 'cancelled' });

    service.beforeTone = () => {};
    const again = await post(`/v1/jobs/${id}/retry`);
    expect([again.status, await again.json()]).toMatchObject([202, { id, status: 'queued' }]);
    expect(await finished(id)).toMatchObject({ status: 'completed' });
    expect(await errorOf(await post(`/v1/jobs/${id}/retry`))).toMatchObject({
      status: 409,
      reason: 'job_not_retryable',
    });
  });

  it('tells its failure as the service told it', async () => {
    const { id } = await submit({ type: 'synthesize', request: { text: 'x', voice: 'nobody' } });
    expect(await finished(id)).toMatchObject({ status: 'failed', error: { code: 'not_found', hint: 'Try hum.' } });
  });

  it('is refused when it is wrong, by the name of what is wrong', async () => {
    const refusals: Array<[unknown, object]> = [
      [say(''), { status: 400, reason: 'empty_text', param: 'text' }],
      [{ type: 'dance' }, { status: 400, param: 'type' }],
      [
        { ...say('x'), colour: 'red' },
        { status: 400, reason: 'unknown_parameter' },
      ],
      [
        { type: 'synthesize', request: { text: 'x', speed: 9 } },
        { status: 400, param: 'speed' },
      ],
      [
        { type: 'transcribe', request: { audio: { path: '/etc/passwd' } } },
        { status: 400, reason: 'missing_file' },
      ],
      [
        { type: 'batch', requests: [] },
        { status: 400, param: 'requests' },
      ],
      [
        { ...say('x'), webhook_url: 'ftp://x' },
        { status: 400, param: 'webhook_url' },
      ],
      ['{', { status: 400, reason: 'malformed_body' }],
    ];
    for (const [body, expected] of refusals)
      expect(await errorOf(await post('/v1/jobs', body))).toMatchObject(expected);
    expect((await post('/v1/jobs', say('x'), { 'content-type': 'text/plain' })).status).toBe(415);
    expect(await errorOf(await send('/v1/jobs?limit=0'))).toMatchObject({ status: 400, param: 'limit' });
    expect(await errorOf(await send('/v1/jobs', { method: 'PUT' }))).toMatchObject({
      status: 405,
      allow: ['GET', 'HEAD', 'POST', 'OPTIONS'],
    });
  });
});

describe('another owner', () => {
  it('is told that nothing is there, on every path', async () => {
    const { id } = await submit(say('mine'));
    const { results } = await finished(id);
    const file = new URL(results?.[0]?.url ?? '').pathname;
    const asBen = { headers: { 'x-owner': 'ben' } };
    const tries: Array<[string, RequestInit]> = [
      [`/v1/jobs/${id}`, asBen],
      [`/v1/jobs/${id}/events`, asBen],
      [`/v1/jobs/${id}`, { ...asBen, method: 'DELETE' }],
      [`/v1/jobs/${id}/cancel`, { ...asBen, method: 'POST' }],
      [`/v1/jobs/${id}/retry`, { ...asBen, method: 'POST' }],
      [`/v1/results/${id}`, asBen],
      [file, asBen],
      [file, { ...asBen, method: 'DELETE' }],
    ];
    for (const [path, init] of tries)
      expect(await errorOf(await send(path, init))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await (await send('/v1/jobs', asBen)).json()).toEqual({ jobs: [] });
    expect((await send(file)).status).toBe(200);
  });
});

describe('the list of jobs', () => {
  it('comes in pages, latest first', async () => {
    const headers = { 'x-owner': 'lister' };
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      ids.unshift(fromWireJob(await (await post('/v1/jobs', say(text), headers)).json()).id);
    }
    const page = async (query: string) => {
      const { jobs, next } = (await (await send(`/v1/jobs?${query}`, { headers })).json()) as {
        jobs: { id: string }[];
        next?: string;
      };
      return { ids: jobs.map(({ id }) => id), next };
    };
    expect(await page('limit=2')).toEqual({ ids: ids.slice(0, 2), next: ids[1] });
    expect(await page(`limit=2&before=${ids[1]}`)).toEqual({ ids: [ids[2]], next: undefined });
  });
});

describe('events', () => {
  it('go on after the one that a client knows', async () => {
    const { id } = await submit(say('x'));
    const events = await follow(id);
    const last = events.at(-1)?.id ?? '';
    const before = String(Number(last) - 1);
    expect(await follow(id, { 'last-event-id': before })).toMatchObject([{ id: last }]);
    expect(await follow(id, { 'last-event-id': last })).toEqual([]);
  });

  it('end with their client, and with the work nobody waits for going on', async () => {
    const go = Promise.withResolvers<void>();
    service.beforeTone = () => go.promise;
    const { id } = await submit(say('x'));
    const leaving = new AbortController();
    const response = await send(`/v1/jobs/${id}/events`, { signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = eventsOf(response);
    expect((await reader.next()).value?.data).toContain(id);
    leaving.abort();
    await expect(reader.next().then(() => reader.next())).rejects.toThrow();
    go.resolve();
    expect(await finished(id)).toMatchObject({ status: 'completed' });
  });
});

describe('a result', () => {
  it('can be fetched in parts, and not again when it is known', async () => {
    const { id } = await submit(say('one two three four'));
    await finished(id);
    const path = `/v1/results/${id}.wav`;
    const whole = Buffer.from(await (await send(path)).arrayBuffer());
    const part = async (range: string, more: Record<string, string> = {}) => {
      const response = await send(path, { headers: { range, ...more } });
      return {
        status: response.status,
        range: response.headers.get('content-range'),
        bytes: Buffer.from(await response.arrayBuffer()),
        response,
      };
    };
    const { length } = whole;
    expect(await part('bytes=0-99')).toMatchObject({
      status: 206,
      range: `bytes 0-99/${length}`,
      bytes: whole.subarray(0, 100),
    });
    expect(await part(`bytes=${length - 5}-`)).toMatchObject({ status: 206, bytes: whole.subarray(-5) });
    expect(await part('bytes=-7')).toMatchObject({
      status: 206,
      range: `bytes ${length - 7}-${length - 1}/${length}`,
      bytes: whole.subarray(-7),
    });
    expect(await part(`bytes=10-${length * 2}`)).toMatchObject({ status: 206, bytes: whole.subarray(10) });
    for (const ignored of ['bytes=5-1', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-']) {
      expect(await part(ignored)).toMatchObject({ status: 200, bytes: whole });
    }
    expect(await part(`bytes=${length}-`)).toMatchObject({ status: 416 });
    const etag = (await send(path, { method: 'HEAD' })).headers.get('etag') ?? '';
    expect(await part('bytes=0-9', { 'if-range': etag })).toMatchObject({ status: 206 });
    expect(await part('bytes=0-9', { 'if-range': '"other"' })).toMatchObject({ status: 200 });
    expect((await send(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('is told of by HEAD, and gone after DELETE', async () => {
    const { id } = await submit(say('x'));
    const { results } = await finished(id);
    const url = results?.[0]?.url ?? '';
    const head = await send(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(results?.[0]?.bytes),
      '',
    ]);
    expect((await send(url, { method: 'DELETE' })).status).toBe(204);
    expect(await errorOf(await send(url))).toMatchObject({ status: 404, reason: 'result_not_found' });
    expect((await send(`/v1/results/${id}`)).status).toBe(404);
  });
});

describe('readiness', () => {
  it('ends while jobs wait and none comes further, and begins again', async () => {
    expect((await send('/readyz')).status).toBe(200);
    const database = await platform.database();
    // Nothing delivers what the queue was not told of.
    await database.execute(`INSERT INTO potoo.jobs (id, owner, type, request, base_url, context, turn, starts_left)
      VALUES ('stuck', 'bob', 'synthesize', '{"text":"x"}', '', '{}', 1, 3)`);
    expect((await send('/readyz')).status).toBe(200);
    await database.execute(
      `UPDATE potoo.jobs SET queued_at = queued_at - interval '2 minutes', completed_at = completed_at - interval '2 minutes'`,
    );
    const stalled = await send('/readyz');
    expect(stalled.headers.get('retry-after')).toBe('1');
    expect(await errorOf(stalled)).toMatchObject({
      status: 503,
      reason: 'not_ready',
      message: expect.stringContaining('Jobs wait'),
    });
    expect(faults.splice(0)).toMatchObject([{ reason: 'not_ready' }]);
    expect((await send('/healthz')).status).toBe(200);
    await database.execute(`DELETE FROM potoo.jobs WHERE id = 'stuck'`);
    expect((await send('/readyz')).status).toBe(200);
  });
});

describe('a server whose database is in use by another process', () => {
  it('answers 503 without telling where it is, and whoever runs it learns why', async () => {
    const told: unknown[] = [];
    const second = createPlatform({ dataDirectory: home.path, service, onError: (error) => told.push(error) });
    await expect(second.jobs()).rejects.toMatchObject({ status: 503, reason: 'database_unavailable' });
    await expect(second.jobs()).rejects.not.toThrow(home.path);
    expect(told[0]).toMatchObject({ reason: 'database_in_use', message: expect.stringContaining(home.path) });
    await expect(second.start()).rejects.toMatchObject({ reason: 'database_in_use' });
    await second.close();
  });
});

it('reported no fault', () => {
  expect(faults).toEqual([]);
});
