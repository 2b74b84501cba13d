import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequestError, InternalError, ModelLoadingError } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { faultyPool, runs, until } from './__fixtures__/faulty-pool.ts';

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`It returned ${String(value)}.`),
    (error: unknown) => error,
  );
}

describe('a crash', () => {
  test.each(['abort', 'segfault', 'illegal', 'exit', 'reject'])('by %s costs its own request only', async (method) => {
    const pool = faultyPool({ size: 2 });
    await pool.warm({ count: 2 });
    const healthy = Promise.all(Array.from({ length: 20 }, () => pool.run('sleep', { ms: 20 }, { lane: 'healthy' })));
    const error = await failure(pool.run(method, {}));
    expect(error).toBeInstanceOf(InternalError);
    expect(error).toMatchObject({ reason: 'host_crashed', retryable: true });
    expect(await healthy).toHaveLength(20);
    expect(await pool.run('echo', 1)).toBe(1);
    expect(pool.stats().crashes).toBe(1);
  });

  test('says how, and keeps what the host wrote for the log', async () => {
    const pool = faultyPool();
    const abort = await failure(pool.run('abort', {}));
    expect(abort).toHaveProperty('message', 'The faulty host ended with signal SIGABRT.');
    const reject = await failure(pool.run('reject', {}));
    expect(reject).toHaveProperty(
      'message',
      expect.stringContaining('code 1: Error: nobody handles this in machine.ts'),
    );
    expect(reject).toHaveProperty('cause.message', expect.stringContaining('/some/folder/of/this/'));
  });

  test('of a killed host fails a call between two events', async () => {
    const pool = faultyPool();
    const call = pool.open<number, number>('count', { to: 1000, everyMs: 5 });
    const reading = (async () => {
      for await (const value of call) if (value === 3) process.kill(pool.stats().processes[0]?.pid ?? 0, 'SIGKILL');
    })();
    expect(await failure(reading)).toMatchObject({ reason: 'host_crashed' });
    expect(await failure(call.result)).toMatchObject({ reason: 'host_crashed' });
  });

  test('does not follow from garbage on the standard streams', async () => {
    const pool = faultyPool();
    expect(await pool.run('babble', {})).toBe('still here');
    expect(pool.stats()).toMatchObject({ started: 1, crashes: 0 });
  });

  test('does not follow from the signals that end the parent', async () => {
    const pool = faultyPool();
    const pid = await pool.run<number>('pid', {});
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(pid, signal);
    await sleep(50);
    expect(await pool.run('pid', {})).toBe(pid);
  });
});

describe('a stall', () => {
  test('of a spinning method ends its host, and the queue moves on', async () => {
    const pool = faultyPool({ limits: { stallMs: 300 } });
    const spinning = failure(pool.run('spin', {}));
    const next = pool.run('echo', 'next');
    expect(await spinning).toMatchObject({ code: 'internal_error', reason: 'host_stalled', retryable: true });
    expect(await next).toBe('next');
    expect(pool.stats()).toMatchObject({ started: 2, crashes: 1 });
  });

  test('of a method that waits for nothing ends its host', async () => {
    expect(await failure(faultyPool({ limits: { stallMs: 300 } }).run('hang', {}))).toMatchObject({
      reason: 'host_stalled',
    });
  });

  test('is not a method that says it is alive', async () => {
    const pool = faultyPool({ limits: { stallMs: 400 } });
    expect(await pool.run('alive', { times: 8, everyMs: 100 })).toBe('done');
  });

  test('is not this process being held up itself', async () => {
    const pool = faultyPool({ limits: { stallMs: 200 } });
    await pool.warm();
    const call = pool.run('alive', { times: 30, everyMs: 20 });
    await sleep(20);
    const end = performance.now() + 500;
    while (performance.now() < end);
    expect(await call).toBe('done');
  });
});

describe('memory', () => {
  test('beyond the limit replaces the host without failing a request', async () => {
    const pool = faultyPool({ limits: { memoryBytes: 300 * 2 ** 20 } });
    const pids = new Set<unknown>();
    for (let request = 0; request < 12; request += 1) pids.add(await pool.run('leak', { bytes: 50 * 2 ** 20 }));
    expect(pids.size).toBeGreaterThan(1);
    expect(pool.stats().crashes).toBe(0);
    await until(() => [...pids].filter((pid) => runs(Number(pid))).length <= 1);
  });

  test('far beyond the limit ends the request', async () => {
    const pool = faultyPool({ limits: { memoryBytes: 200 * 2 ** 20, stallMs: 10_000 } });
    const error = await failure(pool.run('devour', { bytes: 8 * 2 ** 20 }));
    expect(error).toMatchObject({ code: 'internal_error', reason: 'host_memory' });
    expect(await pool.run('echo', 1)).toBe(1);
  });
});

describe('a start', () => {
  test('that crashes is tried three times, then refused without another fork', async () => {
    const pool = faultyPool({ size: 2, options: { start: 'crash' } });
    const errors = await Promise.all([1, 2, 3, 4, 5].map((value) => failure(pool.run('echo', value))));
    for (const error of errors) {
      expect(error).toBeInstanceOf(ModelLoadingError);
      expect(error).toMatchObject({
        reason: 'host_crashed',
        message: expect.stringContaining('SIGABRT before it was ready'),
      });
    }
    expect(pool.stats()).toMatchObject({ started: 3, crashes: 3, queued: 0 });
    expect(await failure(pool.run('echo', 6))).toBeInstanceOf(ModelLoadingError);
    expect(await failure(pool.warm())).toBeInstanceOf(ModelLoadingError);
    expect(pool.stats().started).toBe(3);
  });

  test('that its module refuses fails the waiting calls with what it said', async () => {
    const pool = faultyPool({ options: { start: 'refuse' } });
    const errors = await Promise.all([
      failure(pool.run('echo', 1)),
      failure(pool.run('echo', 2)),
      failure(pool.warm()),
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(BadRequestError);
      expect(error).toMatchObject({ message: 'The model is broken.', reason: 'model_not_found' });
    }
  });

  test('that throws says nothing of this machine', async () => {
    const error = await failure(faultyPool({ options: { start: 'throw' } }).run('echo', 1));
    expect(error).toBeInstanceOf(InternalError);
    expect(JSON.stringify(error)).not.toContain('someone');
    expect(error).toHaveProperty('cause.name', 'TypeError');
  });

  test.each(['hang', 'spin'] as const)('that takes for ever ends after its limit: %s', async (start) => {
    const pool = faultyPool({ options: { start }, limits: { startMs: 1000 } });
    expect(await failure(pool.run('echo', 1))).toMatchObject({ reason: 'host_stalled' });
  });

  test('of a module that does not exist is an error', async () => {
    const pool = faultyPool({ module: new URL('./no-such-module.ts', import.meta.url) });
    expect(await failure(pool.run('echo', 1))).toMatchObject({ code: 'internal_error' });
  });

  test('with options that cannot be copied is an error', async () => {
    const pool = faultyPool({ options: { extra: () => {} } });
    expect(await failure(pool.run('echo', 1))).toMatchObject({ code: 'internal_error' });
    await pool.close();
  });
});
