import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelLoadingError } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { faultyPool, runs, until } from './__fixtures__/faulty-pool.ts';

describe('cancelling', () => {
  test('a spinning method rejects at once and ends its process', async () => {
    const pool = faultyPool();
    const pid = await pool.run<number>('pid', {});
    const aborter = new AbortController();
    const call = pool.run('spin', {}, { signal: aborter.signal });
    await sleep(50);
    const reason = new Error('The listener left.');
    aborter.abort(reason);
    await expect(call).rejects.toBe(reason);
    await until(() => !runs(pid));
    expect(await pool.run('echo', 1)).toBe(1);
    expect(pool.stats().crashes).toBe(0);
  });

  test('a method that ignores its signal ends its process', async () => {
    const pool = faultyPool();
    const pid = await pool.run<number>('pid', {});
    const call = pool.run('stubborn', { ms: 60_000 }, { signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    await until(() => !runs(pid));
  });

  test('a method that heeds its signal keeps its process', async () => {
    const pool = faultyPool();
    const pid = await pool.run<number>('pid', {});
    for (const method of ['sleep', 'count', 'sum']) {
      const aborter = new AbortController();
      const input = new ReadableStream<never>();
      const call = pool.open(method, { ms: 60_000, to: 1e9 }, { signal: aborter.signal, input });
      await sleep(30);
      aborter.abort();
      await expect(call.result).rejects.toBe(aborter.signal.reason);
      await expect(call[Symbol.asyncIterator]().next()).rejects.toBe(aborter.signal.reason);
      await until(() => pool.stats().processes[0]?.busy === 0);
    }
    expect(await pool.run('pid', {})).toBe(pid);
  });

  test.each(['open', 'run'] as const)(
    'a method that computes between its events keeps its process: %s',
    async (how) => {
      const pool = faultyPool({ limits: { abortGraceMs: 5000 } });
      const pid = await pool.run<number>('pid', {});
      const aborter = new AbortController();
      const { signal } = aborter;
      const params = { ms: 20 };
      const result =
        how === 'open'
          ? pool.open('spinAndCount', params, { signal }).result
          : pool.run('spinAndCount', params, { signal });
      await sleep(50);
      aborter.abort();
      await expect(result).rejects.toBe(signal.reason);
      expect(await pool.run('pid', {})).toBe(pid);
    },
  );

  test('a waiting call takes it out of the queue', async () => {
    const pool = faultyPool();
    const running = pool.run('sleep', { ms: 200 });
    const aborter = new AbortController();
    const waiting = pool.run('echo', 1, { signal: aborter.signal });
    expect(pool.stats().queued).toBe(2);
    aborter.abort();
    await expect(waiting).rejects.toBe(aborter.signal.reason);
    expect(pool.stats().queued).toBe(1);
    expect(await running).toBe(200);
  });

  test('before the call starts nothing', async () => {
    const pool = faultyPool();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(pool.run('echo', 1, { signal })).rejects.toBe(signal.reason);
    await expect(pool.warm({ signal })).rejects.toBe(signal.reason);
    expect(pool.stats().started).toBe(0);
  });

  test('while the last events are unread still counts', async () => {
    const aborter = new AbortController();
    const call = faultyPool().open<number, number>('count', { to: 3 }, { signal: aborter.signal });
    const iterator = call[Symbol.asyncIterator]();
    await iterator.next();
    await sleep(100);
    aborter.abort();
    await expect(iterator.next()).rejects.toBe(aborter.signal.reason);
    await expect(call.result).rejects.toBe(aborter.signal.reason);
  });

  test('one of several calls of a host leaves the others alone', async () => {
    const pool = faultyPool({ limits: { concurrency: 4 } });
    const pid = await pool.run<number>('pid', {});
    const others = Promise.all([pool.run('sleep', { ms: 500 }), pool.run('sleep', { ms: 600 })]);
    const call = pool.run('stubborn', { ms: 60_000 }, { signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await others).toEqual([500, 600]);
    await until(() => !runs(pid));
    expect(await pool.run('echo', 1)).toBe(1);
  });

  test('leaves no listener on the signal, whatever becomes of the calls', async () => {
    const pool = faultyPool();
    const { signal } = new AbortController();
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => pool.run('echo', index, { signal })));
    }
    await expect(pool.run('throwType', {}, { signal })).rejects.toThrow();
    await expect(pool.run('exit', {}, { signal })).rejects.toThrow();
    for await (const _ of pool.open('count', { to: 100 }, { signal })) break;
    await pool.warm({ signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the queue', () => {
  test('serves lanes in turn: one request does not wait for another lane’s fifty', async () => {
    const pool = faultyPool();
    await pool.warm();
    const order: string[] = [];
    const many = Array.from({ length: 50 }, () =>
      pool.run('sleep', { ms: 2 }, { lane: 'many' }).then(() => order.push('many')),
    );
    const one = pool.run('sleep', { ms: 2 }, { lane: 'one' }).then(() => order.push('one'));
    await Promise.all([...many, one]);
    expect(order.indexOf('one')).toBeLessThanOrEqual(2);
  });

  test('refuses more than it may hold, and says when to come back', async () => {
    const pool = faultyPool({ maxQueue: 2 });
    await pool.warm();
    const calls = Array.from({ length: 4 }, () => pool.run('sleep', { ms: 50 }));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    const error = await calls[3]?.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ModelLoadingError);
    expect(error).toMatchObject({ reason: 'overloaded', retryable: true, retryAfterMs: expect.any(Number) });
  });

  test('gives a host one request at a time, unless it may take more', async () => {
    const one = faultyPool({ size: 1 });
    await one.warm();
    const four = faultyPool({ size: 1, limits: { concurrency: 4 } });
    await four.warm();
    for (const pool of [one, four]) for (let call = 0; call < 6; call += 1) void pool.run('sleep', { ms: 100 });
    expect([one.stats(), four.stats()].map(({ processes, queued }) => [processes[0]?.busy, queued])).toEqual([
      [1, 5],
      [4, 2],
    ]);
  });
});

describe('the processes', () => {
  test('are started as they are needed, up to the size', async () => {
    const pool = faultyPool({ size: 2 });
    expect(pool.stats()).toMatchObject({ started: 0, processes: [] });
    await pool.run('echo', 1);
    expect(pool.stats().started).toBe(1);
    await Promise.all([1, 2, 3].map(() => pool.run('sleep', { ms: 300 })));
    expect(pool.stats().started).toBe(2);
  });

  test('are shared only when there cannot be more of them', async () => {
    const pool = faultyPool({ size: 2, limits: { concurrency: 8 } });
    await pool.warm();
    await Promise.all([1, 2].map(() => pool.run('sleep', { ms: 600 })));
    await until(() => pool.stats().processes.length === 2);
  });

  test('get neither secrets nor debugging flags, and are told what they need', async () => {
    process.env['POTOO_API_KEY'] = 'sk-tts-secret';
    process.env['NODE_OPTIONS'] = '--inspect=0';
    try {
      const { env, execArgv } = await faultyPool().run<{ env: Record<string, string>; execArgv: string[] }>(
        'environment',
        {},
      );
      expect(env).toHaveProperty('PATH');
      expect(JSON.stringify(env)).not.toMatch(/secret|inspect/);
      expect(execArgv).toEqual([
        '--conditions=potoo-source',
        '--max-semi-space-size=4',
        '--disable-warning=ExperimentalWarning',
      ]);
    } finally {
      delete process.env['POTOO_API_KEY'];
      delete process.env['NODE_OPTIONS'];
    }
  });

  test('are replaced after their number of requests', async () => {
    const pool = faultyPool({ limits: { maxRequests: 3 } });
    const pids: unknown[] = [];
    for (let call = 0; call < 7; call += 1) pids.push(await pool.run('pid', {}));
    expect(new Set(pids).size).toBe(3);
    expect(pids[0]).toBe(pids[2]);
    expect(pids[3]).toBe(pids[5]);
    expect(pool.stats().crashes).toBe(0);
  });

  test('end when idle, and start again', async () => {
    const pool = faultyPool({ limits: { idleMs: 100 } });
    const pid = await pool.run<number>('pid', {});
    await until(() => pool.stats().processes.length === 0 && !runs(pid));
    expect(await pool.run('echo', 1)).toBe(1);
  });

  test('are ready ahead of the first call when asked', async () => {
    const pool = faultyPool({ size: 2 });
    await pool.warm({ count: 5 });
    expect(pool.stats()).toMatchObject({ started: 2, queued: 0 });
    expect(pool.stats().processes.map(({ busy }) => busy)).toEqual([0, 0]);
    await pool.warm();
    expect(pool.stats().started).toBe(2);
  });
});

describe('close', () => {
  test('fails what runs and what waits, ends every process and refuses more', async () => {
    const pool = faultyPool({ size: 2 });
    await pool.warm({ count: 2 });
    const pids = pool.stats().processes.map(({ pid }) => pid);
    const calls = ['spin', 'hang', 'echo', 'echo'].map((method) => pool.run(method, {}));
    const outcomes = Promise.allSettled(calls);
    await sleep(30);
    await Promise.all([pool.close(), pool.close()]);
    expect(pids.filter(runs)).toEqual([]);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'model_loading', reason: 'shutting_down' } });
    }
    await expect(pool.run('echo', 1)).rejects.toMatchObject({ reason: 'shutting_down' });
    await expect(pool.warm()).rejects.toMatchObject({ reason: 'shutting_down' });
    await pool.close();
    expect(pool.stats()).toMatchObject({ processes: [], queued: 0, crashes: 0 });
  });

  test('of a pool that is starting, or never did, works too', async () => {
    const pool = faultyPool({ options: { start: 'spin' } });
    const warming = pool.warm();
    await Promise.all([expect(warming).rejects.toMatchObject({ reason: 'shutting_down' }), pool.close()]);
    await faultyPool().close();
  });
});
