import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequestError, InternalError } from '@potoo/core';
import { afterAll, describe, expect, test } from 'vitest';
import { faultyPool, until } from './__fixtures__/faulty-pool.ts';
import { createHostPool } from './host-pool.ts';
import { EVENT_WINDOW, INPUT_WINDOW } from './messages.ts';
import { residentMemory } from './resident-memory.ts';

// Nothing here costs it its process: every test that could would show in `started`.
const pool = createHostPool({
  name: 'shared',
  module: new URL('./__fixtures__/faulty-host.ts', import.meta.url),
  size: 1,
});
afterAll(() => pool.close());

async function* numbers(to: number): AsyncGenerator<number> {
  for (let value = 0; value < to; value += 1) yield value;
}

describe('a call', () => {
  test('brings parameters and the result across as they are', async () => {
    const params = {
      text: 'día 🦤',
      list: [1, undefined, null],
      samples: new Float32Array([0.5, -1]),
      map: new Map([[1, 2]]),
    };
    expect(await pool.run('echo', params)).toEqual(params);
  });

  test('copies only the viewed part of a large buffer', async () => {
    const view = new Float32Array(1_000_000).subarray(10, 13);
    const back = await pool.run<Float32Array>('echo', view);
    expect(back).toHaveLength(3);
    expect(back.buffer.byteLength).toBeLessThan(1000);
  });

  test('brings 64 MB of samples there and back', async () => {
    const samples = new Float32Array(16 * 2 ** 20).fill(0.25);
    const back = await pool.run<Float32Array>('echo', samples);
    expect(back.length).toBe(samples.length);
    expect(back.at(-1)).toBe(0.25);
  });

  test('answers fifty requests at once with few processes', async () => {
    const pool = faultyPool({ size: 2 });
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => pool.run('echo', index)));
    expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(pool.stats().started).toBeLessThanOrEqual(2);
  });

  test('refuses parameters that cannot be copied, and the host goes on', async () => {
    await expect(pool.run('echo', () => {})).rejects.toThrow(TypeError);
    expect(await pool.run('echo', 1)).toBe(1);
    expect(pool.stats()).toMatchObject({ started: 1, crashes: 0 });
  });
});

describe('an error of a host', () => {
  test('arrives as the same class with everything it says', async () => {
    const error = await faultyPool()
      .run('throwPotoo', {})
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      message: 'The pitch is wrong.',
      code: 'bad_request',
      reason: 'invalid_parameter',
      hint: 'Use 0.5 to 2.',
      param: 'pitch',
      status: 400,
      retryable: false,
      details: { limit: 2 },
      cause: { name: 'RangeError', message: '3 > 2' },
    });
  });

  test.each(['throwType', 'throwOddity', 'uncloneable', 'emitUncloneable', 'noSuchMethod'])(
    'is an internal error that tells strangers nothing: %s',
    async (method) => {
      const call = pool.open(method, {});
      const error = await call.result.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InternalError);
      expect(JSON.stringify(error)).not.toContain('someone');
      expect(error).toHaveProperty('cause.message');
      expect(await pool.run('echo', 1)).toBe(1);
      expect(pool.stats().started).toBe(1);
    },
  );

  test('keeps what it was made of as the cause, for the log', async () => {
    const error = await faultyPool()
      .run('throwType', {})
      .catch((reason: unknown) => reason);
    expect(error).toHaveProperty('cause.name', 'TypeError');
    expect(error).toHaveProperty('cause.message', 'secret of /home/someone/model.bin');
  });
});

describe('events', () => {
  test('come in order, then the result', async () => {
    const call = pool.open<number, number>('count', { to: 100 });
    const seen: number[] = [];
    for await (const value of call) seen.push(value);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, value) => value));
    expect(await call.result).toBe(100);
  });

  test('come in order and before the result when the method does not wait', async () => {
    const call = pool.open<number, number>('countWithoutWaiting', { to: 100 });
    const seen: number[] = [];
    for await (const value of call) seen.push(value);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, value) => value));
  });

  test('are dropped by run', async () => {
    expect(await pool.run('count', { to: 1000 })).toBe(1000);
  });

  test('wait for their reader: the host runs ahead by a window and holds no more', async () => {
    const pool = faultyPool({ limits: { stallMs: 200 } });
    const bytes = 2 ** 20;
    const before = await pool.run<number>('memory', {});
    const call = pool.open<{ value: number }, number>('count', { to: 200, bytes });
    let settled = false;
    void call.result.then(() => {
      settled = true;
    });
    const iterator = call[Symbol.asyncIterator]();
    await iterator.next();
    await sleep(600);
    expect(settled).toBe(false);
    const held = residentMemory(pool.stats().processes[0]?.pid ?? 0) ?? 0;
    expect(held - before).toBeLessThan(4 * EVENT_WINDOW * bytes);
    const events: number[] = [];
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) events.push(step.value.value);
    expect(events).toHaveLength(199);
    expect(await call.result).toBe(200);
    expect(pool.stats().crashes).toBe(0);
  });

  test('sent before a failure are read before it is thrown', async () => {
    const call = pool.open<number, never>('countThenThrow', { to: 3 });
    await call.result.catch(() => {});
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of call) seen.push(value);
    })();
    await expect(reading).rejects.toMatchObject({ reason: 'nothing_to_speak' });
    expect(seen).toEqual([0, 1, 2]);
  });

  test('left early cancel the call and free the host', async () => {
    const call = pool.open<number, number>('count', { to: 1_000_000 });
    for await (const value of call) if (value === 20) break;
    await expect(call.result).rejects.toMatchObject({ name: 'AbortError' });
    expect(await pool.run('echo', 1)).toBe(1);
    expect(pool.stats()).toMatchObject({ started: 1 });
  });
});

describe('input', () => {
  test('reaches the method whole', async () => {
    expect(await pool.run('sum', {}, { input: numbers(1000) })).toBe(499_500);
  });

  test('is empty when the caller streams nothing', async () => {
    expect(await pool.run('sum', {})).toBe(0);
  });

  test('flows both ways at once', async () => {
    const call = pool.open<number, string>('double', {}, { input: numbers(100) });
    const seen: number[] = [];
    for await (const value of call) seen.push(value);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, value) => value * 2));
  });

  test('is drawn no further ahead than a window', async () => {
    let drawn = 0;
    const read: number[] = [];
    async function* source(): AsyncGenerator<number> {
      for (; drawn < 100; drawn += 1) yield drawn;
    }
    const call = pool.open<number, string>('double', {}, { input: source() });
    const reach: number[] = [];
    for await (const value of call) {
      read.push(value);
      await sleep(2);
      reach.push(drawn - read.length);
    }
    expect(Math.max(...reach)).toBeLessThanOrEqual(INPUT_WINDOW * 2 + EVENT_WINDOW * 2);
  });

  test('may stay away for longer than a method may be silent', async () => {
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      await sleep(600);
      yield 2;
    }
    expect(await faultyPool({ limits: { stallMs: 150 } }).run('sum', {}, { input: slow() })).toBe(3);
  });

  test('that fails fails the call with its error, and cleans up', async () => {
    let cleaned = false;
    async function* broken(): AsyncGenerator<number> {
      try {
        yield 1;
        throw new RangeError('The disk is gone.');
      } finally {
        cleaned = true;
      }
    }
    await expect(pool.run('sum', {}, { input: broken() })).rejects.toThrow(RangeError);
    expect(cleaned).toBe(true);
    expect(await pool.run('echo', 1)).toBe(1);
    expect(pool.stats().started).toBe(1);
  });

  test('that cannot be copied or iterated fails the call', async () => {
    async function* functions(): AsyncGenerator<unknown> {
      yield () => {};
    }
    await expect(pool.run('sum', {}, { input: functions() })).rejects.toThrow(TypeError);
    const locked = new ReadableStream<number>();
    locked.getReader();
    await expect(pool.run('sum', {}, { input: locked })).rejects.toThrow(TypeError);
    expect(await pool.run('echo', 1)).toBe(1);
  });

  test('that the method does not read to its end is closed', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<number> {
      try {
        for (let value = 0; ; value += 1) yield value;
      } finally {
        closed = true;
      }
    }
    expect(await pool.run('takeOne', {}, { input: endless() })).toBe(0);
    await until(() => closed);
  });
});
