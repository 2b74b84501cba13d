import { describe, expect, it } from 'vitest';
import { PotooError } from '../errors/potoo-error.ts';
import { listen, makeTransport, rejection } from './__fixtures__/loopback.ts';
import { multipartBody } from './multipart.ts';
import { jsonBody, type RequestBody } from './request-body.ts';
import { RetryBudget } from './retry-budget.ts';
import { readRetryAfterMs, retryDelayMs } from './retry-timing.ts';
import { toUploadSource } from './upload-source.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504];
const FINAL = new Set([401, 402, 403, 404, 413, 422]);
const PASSING = new Set([408, 409, 429, 500, 502, 503, 504]);
const HEADERS: ReadonlyArray<Record<string, string>> = [
  {},
  { 'retry-after': '1' },
  { 'retry-after-ms': '50' },
  { 'x-should-retry': 'true' },
  { 'x-should-retry': 'false' },
  { 'retry-after': '3600' },
  { 'retry-after': new Date(NOW + 5_000).toUTCString() },
];
const BODIES: Readonly<Record<string, () => Promise<RequestBody>>> = {
  JSON: async () => jsonBody({ text: 'hi' }),
  Blob: () => upload(new Blob(['audio'])),
  ReadableStream: () => upload(new Blob(['audio']).stream()),
};

async function upload(audio: Blob | ReadableStream<Uint8Array>): Promise<RequestBody> {
  const source = await toUploadSource(audio, fetch, 'audio');
  return multipartBody({ model: 'auto' }, { name: 'file', fileName: 'a.wav', source });
}

function expectedDelays(status: number, header: Record<string, string>, body: string): Array<[number, number]> {
  const advice = header['x-should-retry'];
  const retries = !FINAL.has(status) && (advice === undefined ? PASSING.has(status) : advice === 'true');
  if (!retries || body === 'ReadableStream') return [];
  if (header['retry-after-ms'])
    return [
      [50, 50],
      [50, 50],
    ];
  if (header['retry-after'] === '1')
    return [
      [1000, 1000],
      [1000, 1000],
    ];
  if (header['retry-after']?.includes('GMT'))
    return [
      [5000, 5000],
      [5000, 5000],
    ];
  return [
    [375, 500],
    [750, 1000],
  ];
}

describe('retries (C1)', () => {
  it('follow the table of status, header and body', async () => {
    const seen = new Map<string, number>();
    const { url } = await listen((request, response) => {
      const row = new URL(request.url ?? '', 'http://x').searchParams;
      const id = row.get('id') ?? '';
      seen.set(id, (seen.get(id) ?? 0) + 1);
      request.resume().on('end', () => {
        response.writeHead(Number(row.get('status')), HEADERS[Number(row.get('header'))]).end();
      });
    });
    let rows = 0;
    for (const [kind, makeBody] of Object.entries(BODIES)) {
      for (const status of STATUSES) {
        for (const [header, headers] of HEADERS.entries()) {
          rows += 1;
          const { transport, slept } = makeTransport(url, {}, () => NOW);
          const query = { id: String(rows), status: String(status), header: String(header) };
          const sent = transport.send({ method: 'POST', path: '/x', query, accept: '*/*', body: await makeBody() });
          const error = await rejection(sent);
          const expected = expectedDelays(status, headers, kind);
          const label = `${kind} ${status} ${JSON.stringify(headers)}`;
          expect(PotooError.isInstance(error) && error.status, label).toBe(status);
          expect(seen.get(String(rows)), label).toBe(expected.length + 1);
          expect(slept.length, label).toBe(expected.length);
          for (const [index, [least, most]] of expected.entries()) {
            expect(slept[index], label).toBeGreaterThanOrEqual(least);
            expect(slept[index], label).toBeLessThanOrEqual(most);
          }
        }
      }
    }
    expect(rows).toBe(294);
  });

  it('keep 10,000 sampled delays inside their bounds', () => {
    for (let sample = 0; sample < 10_000; sample += 1) {
      const retry = sample % 12;
      const delayMs = retryDelayMs(retry, Math.random(), undefined);
      const most = Math.min(500 * 2 ** retry, 8_000);
      expect(delayMs).toBeGreaterThan(most * 0.75);
      expect(delayMs).toBeLessThanOrEqual(most);
    }
  });

  it('read retry-after in every form, and ignore what is no time', () => {
    const read = (headers: Record<string, string>) => readRetryAfterMs(new Headers(headers), NOW);
    expect(read({ 'retry-after': '2.5' })).toBe(2500);
    expect(read({ 'retry-after': 'Sat, 21 Nov 2026 12:00:07 GMT' })).toBe(7000);
    expect(read({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' })).toBeUndefined();
    expect(read({ 'retry-after': '-3' })).toBeUndefined();
    expect(read({ 'retry-after-ms': 'soon', 'retry-after': '1' })).toBe(1000);
  });

  it('give up at once when the budget is spent', async () => {
    let requests = 0;
    const { url } = await listen((_, response) => {
      requests += 1;
      response.writeHead(500).end();
    });
    const { transport } = makeTransport(url, { retryBudget: 0.1 });
    for (let call = 0; call < 200; call += 1) {
      await rejection(transport.send({ method: 'GET', path: '/', accept: '*/*' }));
    }
    expect(requests).toBe(220);
  });
});

describe('the retry budget', () => {
  it('allows at most a tenth more while everything fails, and recovers with the window', () => {
    let now = 0;
    const clients = Array.from({ length: 100 }, () => new RetryBudget(0.1, () => now));
    const load: number[] = [];
    // 20 requests a second each, one failing minute, then a good one.
    for (let second = 0; second < 120; second += 1) {
      let sent = 0;
      for (let step = 0; step < 20; step += 1) {
        now = second * 1000 + step * 50;
        for (const client of clients) {
          client.request();
          sent += 1;
          if (second < 60) for (let retry = 0; retry < 2; retry += 1) if (client.tryRetry()) sent += 1;
        }
      }
      load.push(sent);
    }
    const window = load.slice(20, 30).reduce((total, sent) => total + sent, 0);
    expect(window).toBeLessThanOrEqual(2_000 * 10 * 1.1);
    expect(Math.max(...load.slice(60))).toBeLessThan(2 * 2_000);
  });

  it('lets a client that calls rarely retry', () => {
    const budget = new RetryBudget(0.1, () => 0);
    budget.request();
    expect([budget.tryRetry(), budget.tryRetry()]).toEqual([true, true]);
  });
});

describe('idempotency (C2)', () => {
  it('runs every call once, though the answers to a third of the attempts are lost', async () => {
    const executions = new Map<string, number>();
    let attempts = 0;
    const { url } = await listen((request, response) => {
      const key = String(request.headers['idempotency-key']);
      attempts += 1;
      request.resume().on('end', () => {
        if (!executions.has(key)) executions.set(key, executions.size + 1);
        if (attempts % 10 < 3) request.socket.destroy();
        else response.end(String(executions.get(key)));
      });
    });
    const { transport } = makeTransport(url, { maxRetries: 4 });
    const results = new Set<string>();
    const call = async () => {
      const answer = await transport.send({ method: 'POST', path: '/', accept: '*/*', body: jsonBody({}) });
      results.add(new TextDecoder().decode(await answer.bytes()));
    };
    for (let batch = 0; batch < 50; batch += 1) await Promise.all(Array.from({ length: 20 }, call));
    expect(executions.size).toBe(1000);
    expect(results.size).toBe(1000);
    expect(attempts).toBeGreaterThan(1300);
  });

  it('sends a call whose connection was closed once more even with no retries, with the same key', async () => {
    const keys: unknown[] = [];
    const { url } = await listen((request, response) => {
      keys.push(request.headers['idempotency-key']);
      request.resume().on('end', () => (keys.length === 1 ? request.socket.destroy() : response.end('ok')));
    });
    const { transport, slept } = makeTransport(url, { maxRetries: 0 });
    const answer = await transport.send({ method: 'POST', path: '/', accept: '*/*', body: jsonBody({}) });
    expect(new TextDecoder().decode(await answer.bytes())).toBe('ok');
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
    expect(slept).toEqual([0]);
  });
});
