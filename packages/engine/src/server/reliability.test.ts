import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { FULL_SIZE, sized, tellFigure } from '../testing/full-size.ts';
import { type ServerProcess, startServerProcess } from './__fixtures__/server-process.ts';
import { createServer } from './create-server.ts';

/** A tenth of the malformed uploads of one round. */
const PART = sized(30, 1_000);
const patience = { timeout: 600_000 };

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

describe(`three times ${10 * PART} malformed uploads`, () => {
  let server: ServerProcess;
  const samples: Uint8Array[] = [];
  /** Memory of the server after each round: the first two bring it to its size, most of it V8's space for what is young. */
  const memory: number[] = [];
  beforeAll(async () => {
    server = await startServerProcess();
    for (const format of ['wav', 'mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac']) {
      const body = JSON.stringify({ text: 'Hi.', voice: 'slt', format });
      samples.push(new Uint8Array(await (await send('/v1/tts/', body, 'application/json')).arrayBuffer()));
    }
  });
  afterAll(() => server?.close());

  const send = async (path: string, body: BodyInit, type?: string) => {
    const init = { method: 'POST', body, ...(type !== undefined && { headers: { 'content-type': type } }) };
    try {
      return await fetch(server.url + path, init);
    } catch (error) {
      // A connection that was kept may be closed just as it is used again, which is nobody's fault.
      if (!server.isAlive()) throw error;
      return fetch(server.url + path, init);
    }
  };

  describe.each([0, 1, 2])('in round %d', (round) => {
    test(`${4 * PART} damaged audio files are converted or refused, in the envelope`, patience, async () => {
      await repeated(4 * PART, 8, async (index) => {
        const at = round * 4 * PART + index;
        const form = new FormData();
        form.set('format', 'wav');
        form.set('file', new Blob([damaged(samples[at % samples.length] ?? new Uint8Array(), at)]), 'a');
        await checkAnswer(await send('/v1/audio/convert/', form));
      });
    });

    test(`${4 * PART} damaged forms are refused, in the envelope`, patience, async () => {
      const boundary = 'potoo-boundary';
      const whole = Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="format"\r\n\r\nwav\r\n--${boundary}\r\n` +
          `Content-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\nRIFF----WAVE\r\n--${boundary}--\r\n`,
      );
      await repeated(4 * PART, 16, async (at) => {
        await checkAnswer(
          await send(
            '/v1/audio/convert/',
            damaged(whole, round * 4 * PART + at),
            `multipart/form-data; boundary=${boundary}`,
          ),
        );
      });
    });

    test(`${2 * PART} odd JSON bodies are refused, in the envelope`, patience, async () => {
      const value = fc.oneof(
        fc.json(),
        fc.string(),
        fc.constant('{"text":'),
        fc.constant('{"__proto__":{"text":"x"}}'),
      );
      await fc.assert(
        fc.asyncProperty(value, async (body) => {
          const response = await send('/v1/tts/', body, 'application/json');
          assert.notEqual(response.status, 200);
          await checkAnswer(response);
        }),
        { numRuns: 2 * PART },
      );
      assert.equal(Reflect.get({}, 'text'), undefined);
    });

    test('leave the server as large as it is', () => void memory.push(server.memory()));
  });

  test('and after them everything works, and nothing failed inside', async () => {
    const response = await send('/v1/tts/', '{"text":"Still here."}', 'application/json');
    assert.equal(response.status, 200);
    await response.arrayBuffer();
    assert.deepEqual([server.isAlive(), server.faults], [true, []]);
    const growth = ((memory[2] ?? 0) / (memory[1] ?? 1) - 1) * 100;
    tellFigure(`${10 * PART} malformed uploads, again`, {
      crashes: 0,
      'memory after each round, MB': memory.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(', '),
      'growth in the last, %': growth.toFixed(1),
    });
    if (FULL_SIZE) assert.ok(growth <= 5, `memory grew by ${growth} %`);
  });
});

/** Frees what is free, so that the rest can be told; only at full size, where figures are wanted. */
const collectGarbage = FULL_SIZE ? exposeGarbageCollector() : undefined;

function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

/** Notes when the work on each text was told to stop. */
class WatchedTones extends ToneService {
  readonly stoppedAt = new Map<string, number>();

  override streamSpeech(...[request, call]: Parameters<ToneService['streamSpeech']>) {
    call?.signal?.addEventListener('abort', () => this.stoppedAt.set(String(request.text), performance.now()));
    return super.streamSpeech(request, call);
  }
}

const STREAMS = sized(2_000, 10_000);
const ROUNDS = 5;

describe(`${STREAMS} streams, 200 at once, seven of ten cut`, () => {
  test('leave nothing at work', patience, async () => {
    // Slow enough that most clients can leave in the middle.
    const tones = new WatchedTones({ beforeTone: (index) => (index > 2 ? delay(5) : undefined) });
    const leftAt = new Map<string, number>();
    const rss: number[] = [];
    const faults: unknown[] = [];
    const server = await createServer(tones, { onError: (error) => faults.push(error) }).listen({ port: 0 });
    let whole = 0;
    const stream = async (at: number) => {
      const text = `${at} two three four five six seven eight nine ten.`;
      const body = JSON.stringify({ text, format: 'wav', stream: true });
      const leaving = new AbortController();
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: leaving.signal };
      try {
        const response = await fetch(`${server.url}/v1/tts/`, init);
        const reader = response.body?.getReader();
        for (let pieces = 0; reader; pieces++) {
          const { done } = await reader.read();
          if (done) break;
          if (at % 10 < 7 && pieces >= at % 3) {
            leftAt.set(text, performance.now());
            leaving.abort();
          }
        }
        whole += 1;
      } catch {
        assert.ok(leaving.signal.aborted);
      }
    };
    for (let round = 0; round < ROUNDS; round++) {
      await repeated(STREAMS / ROUNDS, 200, (at) => stream((round * STREAMS) / ROUNDS + at));
      while (tones.active > 0) await delay(10);
      collectGarbage?.();
      rss.push(process.memoryUsage.rss());
    }
    assert.ok(whole >= 0.3 * STREAMS && leftAt.size > 0.5 * STREAMS, `${whole} came whole, ${leftAt.size} were cut`);
    assert.deepEqual(faults, []);
    const waits = [...leftAt].flatMap(([text, at]) => {
      const stoppedAt = tones.stoppedAt.get(text);
      return stoppedAt === undefined ? [] : [stoppedAt - at];
    });
    const sorted = waits.sort((a, b) => a - b);
    tellFigure(`${STREAMS} streams`, {
      whole,
      cut: leftAt.size,
      'still at work': tones.active,
      'cancelled, p99 ms': (sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(0),
      'memory of the last four rounds, %': (((rss.at(-1) ?? 0) / (rss[1] ?? 1) - 1) * 100).toFixed(1),
    });
    await server.close();
  });
});

describe('three hundred connections that drip', () => {
  test('are all closed, while others are served', patience, async () => {
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
