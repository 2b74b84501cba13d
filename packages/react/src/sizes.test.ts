import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildEntry } from './__fixtures__/build-entry.ts';

const REACT = ['react', 'react-dom', 'react/jsx-runtime'];

/** Most kilobytes, gzipped, that a page loads for an entry beside React. */
test.each([
  ['player', 12],
  ['picker', 45],
])('%s: at most %d kB', async (name, limit) => {
  const entry = path.join(import.meta.dirname, '__fixtures__', 'page', `entry-${name}.ts`);
  const { code } = await buildEntry(entry, { external: REACT });
  const size = gzipSync(code, { level: 9 }).length / 1000;
  expect(size).toBeGreaterThan(1);
  expect(size).toBeLessThanOrEqual(limit);
});
