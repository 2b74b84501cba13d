import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PATHS } from '@potoo/core/wire';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { openSocket } from './__fixtures__/raw-exchange.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const STALLED_READER_MS = 300;
let service: ToneService;
let server: RunningServer;
let faults: unknown[];

beforeEach(async () => {
  service = new ToneService();
  faults = [];
  server = await serve(STALLED_READER_MS);
});
afterEach(() => server.close({ graceMs: 0 }));

const TEXT = 'One. Two. Three. Four.';

function serve(stalledReaderMs: number): Promise<RunningServer> {
  const limits = { stalledReaderMs };
  return createServer(service, { limits, onError: (error) => faults.push(error) }).listen({ port: 0 });
}

function speak(body: object, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${server.url}${PATHS.synthesize}`, { method: 'POST', headers, body: JSON.stringify(body), ...init });
}

/** A request as it goes over a socket, so that a test can stop reading or cut it. */
function rawSpeak(body: object): string {
  const text = JSON.stringify(body);
  const head = `POST /v1/tts/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${text.length}`;
  return `${head}\r\n\r\n${text}`;
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!response.body) throw new TypeError('The response has no body.');
  return response.body.getReader();
}

const idle = () => vi.waitFor(() => expect(service.active).toBe(0), { timeout: 5_000, interval: 5 });

describe('a streamed answer', () => {
  it.each(['audio', 'events'])('sends the first %s before the second sentence is made', async (stream_format) => {
    const seen = Promise.withResolvers<void>();
    service.beforeTone = (index) => (index === 1 ? seen.promise : undefined);
    const response = await speak({ text: TEXT, stream: true, stream_format });
    const reader = readerOf(response);
    let bytes = 0;
    while (bytes < 44 + 1_600) bytes += (await reader.read()).value?.length ?? 0;
    expect(service.tones).toBe(1);
    seen.resolve();
    while (!(await reader.read()).done);
    expect(service.tones).toBe(4);
  });

  it('is an ordinary error if the first sentence fails', async () => {
    service.beforeTone = () => Promise.reject(new Error('no'));
    service.sendsHeadFirst = false;
    expect((await speak({ text: TEXT, stream: true })).status).toBe(500);
  });

  it('is cut if a later sentence fails, so that nobody takes the part for the whole', async () => {
    service.beforeTone = (index) => (index === 2 ? delay(20).then(() => Promise.reject(new Error('no'))) : undefined);
    const response = await speak({ text: TEXT, stream: true });
    expect(response.status).toBe(200);
    await expect(response.bytes()).rejects.toThrow();
    expect(faults).toMatchObject([{ message: 'no' }]);
    await idle();
  });

  it('ends with an error line if a later sentence fails', async () => {
    service.beforeTone = (index) => (index === 2 ? Promise.reject(new Error('secret')) : undefined);
    const response = await speak({ text: TEXT, stream: true, stream_format: 'events' });
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'internal_error', request_id: response.headers.get('x-request-id') },
    });
    expect(JSON.stringify(lines)).not.toContain('secret');
    expect(lines.some(({ type }) => type === 'done')).toBe(false);
  });

  it('works without a socket, and errors its stream', async () => {
    service.beforeTone = (index) => (index === 2 ? Promise.reject(new Error('no')) : undefined);
    const body = JSON.stringify({ text: TEXT, stream: true });
    const headers = { 'content-type': 'application/json' };
    const request = new Request('http://localhost/v1/tts/', { method: 'POST', headers, body });
    const response = await createServer(service).fetch(request);
    await expect(response.bytes()).rejects.toThrow('broke off');
    await idle();
  });
});

describe('a client that goes away', () => {
  it.each([{ stream: true }, { stream: true, stream_format: 'events' }, { stream: false }])(
    'stops the work within 250 ms: %o',
    async (delivery) => {
      const started = Promise.withResolvers<number>();
      let stoppedAt = 0;
      service.beforeTone = (index, signal) => {
        if (index !== 1) return;
        signal?.addEventListener('abort', () => {
          stoppedAt = performance.now();
        });
        started.resolve(0);
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      };
      const socket = await openSocket(server.port);
      socket.write(rawSpeak({ text: TEXT, ...delivery }));
      await started.promise;
      const leftAt = performance.now();
      socket.destroy();
      await idle();
      expect(stoppedAt - leftAt).toBeLessThan(250);
      expect(service.aborted).toBe(1);
      expect(faults).toEqual([]);
    },
  );

  it('stops the work when the stream waits for its reader', async () => {
    service.toneBytes = 8_000_000;
    const socket = await openSocket(server.port);
    socket.pause();
    socket.write(rawSpeak({ text: `${TEXT} `.repeat(20), stream: true }));
    await vi.waitFor(() => expect(service.tones).toBeGreaterThan(0));
    socket.resetAndDestroy();
    await idle();
    expect(service.tones).toBeLessThan(10);
    expect(faults).toEqual([]);
  });

  it('leaves nothing at work after many', async () => {
    service.beforeTone = () => delay(5);
    const leave = async (n: number) => {
      const socket = await openSocket(server.port);
      socket.write(rawSpeak({ text: TEXT, stream: true }));
      await delay(n % 30);
      if (n % 3 === 0) socket.end();
      else if (n % 3 === 1) socket.destroy();
      else socket.resetAndDestroy();
    };
    await Promise.all(Array.from({ length: 100 }, (_, n) => leave(n)));
    await idle();
    expect(faults).toEqual([]);
  });
});

describe('a reader that stops reading', () => {
  it('stops the making, and is given up', async () => {
    service.toneBytes = 8_000_000;
    const socket = await openSocket(server.port);
    socket.pause();
    socket.write(rawSpeak({ text: `${TEXT} `.repeat(20), stream: true }));
    await vi.waitFor(() => expect(service.tones).toBeGreaterThan(0));
    const since = performance.now();
    await idle();
    expect(performance.now() - since).toBeLessThan(STALLED_READER_MS * 5);
    expect(service.tones).toBeLessThan(10);
    socket.resume();
    await once(socket, 'close');
  });

  it('is given up with a whole file as well', async () => {
    service.toneBytes = 40_000_000;
    const socket = await openSocket(server.port);
    socket.pause();
    socket.write(rawSpeak({ text: 'One.' }));
    await vi.waitFor(() => expect(service.tones).toBe(1));
    await delay(STALLED_READER_MS * 4);
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(bytes).toBeLessThan(40_000_000);
  });

  it('is not mistaken for one who waits for slow work', async () => {
    service.beforeTone = () => delay(STALLED_READER_MS * 1.5);
    const response = await speak({ text: 'One. Two.', stream: true });
    expect((await response.bytes()).length).toBe(44 + 2 * 1_600);
    service.beforeTone = () => delay(STALLED_READER_MS * 2.5);
    expect((await (await speak({ text: 'One.' })).bytes()).length).toBe(44 + 1_600);
  });

  it('is not mistaken for one who reads slowly', async () => {
    // Reader and server share this process: where others keep the processor busy, both are late.
    const patienceMs = 5 * STALLED_READER_MS;
    await server.close({ graceMs: 0 });
    server = await serve(patienceMs);
    service.toneBytes = 100_000;
    const reader = readerOf(await speak({ text: 'One. '.repeat(160).trim(), stream: true }));
    let total = 0;
    for (let pauses = 0; ; pauses += 1) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (pauses < 40) await delay(patienceMs / 20);
    }
    expect(total).toBe(44 + 16_000_000);
  });
});
