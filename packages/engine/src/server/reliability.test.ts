import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createEngine, type Engine } from '../engine.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

/** Runs work so many times, so many at once. */
async function repeated(times: number, width: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < times; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Numbers that are the same in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A copy that was damaged: bits turned, cut short, a stretch repeated, or lengths that lie. */
function damaged(bytes: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const random = randomFrom(seed);
  const copy = Uint8Array.from(bytes);
  const head = Math.min(copy.length, 200);
  switch (seed % 4) {
    case 0:
      for (let flip = 0; flip < 1 + random(20); flip++) copy[random(head)] = random(256);
      return copy;
    case 1:
      return copy.slice(0, random(copy.length));
    case 2: {
      const from = random(copy.length);
      return Uint8Array.from(
        Buffer.concat([copy.subarray(0, from), copy.subarray(random(from + 1), from), copy.subarray(from)]),
      );
    }
    default: {
      const view = new DataView(copy.buffer);
      for (let lie = 0; lie < 3 && copy.length > 8; lie++)
        view.setUint32(random(Math.min(copy.length, 300) - 4), random(2) ? 0xffffffff : 0);
      return copy;
    }
  }
}

async function checkAnswer(response: Response): Promise<void> {
  if (response.status === 200) {
    await response.arrayBuffer();
    return;
  }
  assert.ok(response.status >= 400 && response.status < 500, `status ${response.status}`);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  assert.equal(typeof error['code'], 'string');
  assert.equal(typeof error['message'], 'string');
  assert.equal(error['request_id'], response.headers.get('x-request-id'));
  assert.doesNotMatch(JSON.stringify(error), /\/tmp\/|node_modules|\bat .*:\d+:\d+/);
}

describe('a thousand malformed uploads', () => {
  let engine: Engine;
  let server: RunningServer;
  const faults: unknown[] = [];
  const samples: Uint8Array[] = [];
  beforeAll(async () => {
    engine = createEngine({ hosts: 2 });
    server = await createServer(engine, { ui: false, onError: (error) => faults.push(error) }).listen({ port: 0 });
    for (const format of ['wav', 'mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac'] as const) {
      samples.push((await engine.synthesize({ text: 'Hi.', voice: 'slt', format })).audio.bytes());
    }
  });
  afterAll(async () => {
    await server?.close();
    await engine?.close();
  });

  const send = (path: string, body: BodyInit, type?: string) =>
    fetch(server.url + path, {
      method: 'POST',
      body,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    });

  test('400 damaged audio files are converted or refused, in the envelope', { timeout: 120_000 }, async () => {
    await repeated(400, 8, async (at) => {
      const form = new FormData();
      form.set('format', 'wav');
      form.set('file', new Blob([damaged(samples[at % samples.length] ?? new Uint8Array(), at)]), 'a');
      await checkAnswer(await send('/v1/audio/convert/', form));
    });
  });

  test('400 damaged forms are refused, in the envelope', async () => {
    const boundary = 'potoo-boundary';
    const whole = Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="format"\r\n\r\nwav\r\n--${boundary}\r\n` +
        `Content-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\nRIFF----WAVE\r\n--${boundary}--\r\n`,
    );
    await repeated(400, 16, async (at) => {
      await checkAnswer(
        await send('/v1/audio/convert/', damaged(whole, at), `multipart/form-data; boundary=${boundary}`),
      );
    });
  });

  test('200 odd JSON bodies are refused, in the envelope', async () => {
    const value = fc.oneof(fc.json(), fc.string(), fc.constant('{"text":'), fc.constant('{"__proto__":{"text":"x"}}'));
    await fc.assert(
      fc.asyncProperty(value, async (body) => {
        const response = await send('/v1/tts/', body, 'application/json');
        assert.notEqual(response.status, 200);
        await checkAnswer(response);
      }),
      { numRuns: 200 },
    );
    assert.equal(Reflect.get({}, 'text'), undefined);
  });

  test('and after them everything works, and nothing failed inside', async () => {
    const response = await send('/v1/tts/', '{"text":"Still here."}', 'application/json');
    assert.equal(response.status, 200);
    await response.arrayBuffer();
    assert.deepEqual(faults, []);
  });
});

describe('two thousand streams, 200 at once, seven of ten cut', () => {
  test('leave nothing at work', { timeout: 120_000 }, async () => {
    const tones = new ToneService();
    const faults: unknown[] = [];
    const server = await createServer(tones, { onError: (error) => faults.push(error) }).listen({ port: 0 });
    const body = JSON.stringify({
      text: 'One two three four five six seven eight nine ten.',
      format: 'wav',
      stream: true,
    });
    let whole = 0;
    await repeated(2_000, 200, async (at) => {
      const leaving = new AbortController();
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: leaving.signal };
      try {
        const response = await fetch(`${server.url}/v1/tts/`, init);
        const reader = response.body?.getReader();
        for (let pieces = 0; reader; pieces++) {
          const { done } = await reader.read();
          if (done) break;
          if (at % 10 < 7 && pieces >= at % 3) leaving.abort();
        }
        whole += 1;
      } catch {
        assert.ok(leaving.signal.aborted);
      }
    });
    assert.ok(whole >= 600, `${whole} came whole`);
    while (tones.active > 0) await delay(10);
    assert.deepEqual(faults, []);
    await server.close();
  });
});

describe('three hundred connections that drip', () => {
  test('are all closed, while others are served', { timeout: 60_000 }, async () => {
    const tones = new ToneService();
    const server = await createServer(tones, { limits: { headersTimeoutMs: 1_000 } }).listen({ port: 0 });
    const sockets = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'));
    const closed = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.on('error', () => {});
          socket.on('close', () => resolve());
          socket.resume();
        }),
    );
    const dripping = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('X');
    }, 100);
    for (const socket of sockets) socket.write('POST /v1/tts/ HTTP/1.1\r\n');
    for (let request = 0; request < 20; request++) assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    await Promise.all(closed);
    clearInterval(dripping);
    await server.close();
  });
});
