import assert from 'node:assert/strict';
import { test } from 'vitest';
import { fanOut } from './fan-out.ts';

async function* rows(count: number, seen: { read: number; closed: boolean }): AsyncGenerator<readonly string[]> {
  try {
    for (let row = 0; row < count; row++) {
      seen.read += 1;
      yield [`a${row}`, `b${row}`, `c${row}`];
    }
  } finally {
    seen.closed = true;
  }
}

test('every column gets its part of every row, in order', async () => {
  const seen = { read: 0, closed: false };
  const columns = await Promise.all(fanOut(rows(5, seen), 3).map((column) => Array.fromAsync(column)));
  assert.deepEqual(
    columns,
    ['a', 'b', 'c'].map((name) => Array.from({ length: 5 }, (_, row) => `${name}${row}`)),
  );
  assert.ok(seen.closed);
});

test('a row is read only once every column wants it', async () => {
  const seen = { read: 0, closed: false };
  const [first, second, third] = fanOut(rows(5, seen), 3).map((column) => column[Symbol.asyncIterator]());
  const waiting = [first?.next(), second?.next()];
  await new Promise(setImmediate);
  assert.equal(seen.read, 0);
  assert.deepEqual(await third?.next(), { done: false, value: 'c0' });
  assert.deepEqual(await Promise.all(waiting), [
    { done: false, value: 'a0' },
    { done: false, value: 'b0' },
  ]);
  assert.equal(seen.read, 1);
});

test('a failure reaches every column', async () => {
  async function* failing(): AsyncGenerator<readonly string[]> {
    yield ['a', 'b'];
    throw new Error('host');
  }
  const results = await Promise.allSettled(fanOut(failing(), 2).map((column) => Array.fromAsync(column)));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
});

test('leaving one column ends the others and closes the source', async () => {
  const seen = { read: 0, closed: false };
  const [first, second] = fanOut(rows(5, seen), 2);
  assert.ok(first && second);
  const left = (async () => {
    for await (const _ of first) return;
  })();
  assert.deepEqual(await Array.fromAsync(second), ['b0']);
  await left;
  assert.ok(seen.closed);
});
