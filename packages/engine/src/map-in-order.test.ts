import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

async function* numbers(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) {
    taken.push(n);
    yield n;
  }
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

test('gives results in the order of the items, however long each takes', async () => {
  const result = await collect(
    mapInOrder(numbers(20), 4, async (n) => {
      await sleep((20 - n) % 5);
      return n * 2;
    }),
  );
  expect(result).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
});

test('has at most `ahead` items under way or waiting to be taken', async () => {
  const taken: number[] = [];
  const results = mapInOrder(numbers(100, taken), 3, async (n) => n);
  await results.next();
  await sleep(20);
  expect(taken.length).toBeLessThanOrEqual(4);
  await results.return();
});

test('gives a finished result while the source waits for its next item', async () => {
  const gate = Promise.withResolvers<void>();
  async function* slow() {
    yield 'first';
    await gate.promise;
    yield 'second';
  }
  const results = mapInOrder(slow(), 2, async (item) => item);
  expect(await results.next()).toEqual({ done: false, value: 'first' });
  gate.resolve();
  expect(await results.next()).toEqual({ done: false, value: 'second' });
  expect((await results.next()).done).toBe(true);
});

test('aborts what is under way when the reader leaves, also while the source is stuck', async () => {
  const signals: AbortSignal[] = [];
  async function* stuck() {
    yield 1;
    await new Promise(() => {});
  }
  const results = mapInOrder(stuck(), 2, async (n, signal) => {
    signals.push(signal);
    return n;
  });
  await results.next();
  await results.return();
  expect(signals.map((signal) => signal.aborted)).toEqual([true]);
});

test('rejects with the first failure in order, of an item or of the source', async () => {
  const failing = mapInOrder(numbers(5), 2, async (n) => {
    if (n === 2) throw new RangeError('two');
    return n;
  });
  await expect(collect(failing)).rejects.toThrow('two');
  async function* broken() {
    yield 1;
    throw new RangeError('source');
  }
  await expect(collect(mapInOrder(broken(), 3, async (n) => n))).rejects.toThrow('source');
});
