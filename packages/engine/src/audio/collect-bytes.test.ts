import { expect, it } from 'vitest';
import { collectBytes } from './collect-bytes.ts';

async function* parts(sizes: readonly number[]): AsyncGenerator<Uint8Array, void> {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 251);
}

it.each([
  ['nothing', []],
  ['what fits', [10, 0, 1000]],
  ['more than was expected', [70_000, 70_000, 200_000, 1]],
])('collects %s', async (_, sizes) => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (const expected of [0, total, 2 * total]) {
    const bytes = await collectBytes(parts(sizes), expected);
    expect(bytes).toHaveLength(total);
    expect(bytes.buffer.byteLength).toBe(total);
    expect(bytes.every((value, at) => value === at % 251)).toBe(true);
  }
});
