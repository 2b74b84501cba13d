import { afterEach, expect, test, vi } from 'vitest';
import { checkRoom } from './storage-room.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser with so much room. */
function withRoom(quota: number | undefined, usage: number): void {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage }) } });
}

test('a model that does not fit is refused before it is fetched, with how much is missing', async () => {
  withRoom(100e6, 40e6);
  await expect(checkRoom(92.4e6)).rejects.toMatchObject({
    code: 'device',
    reason: 'storage_full',
    message: 'The browser has no room for the model: it takes 92.4 MB, 60.0 MB are free, 32.4 MB are missing.',
    details: { needed_bytes: 92.4e6, free_bytes: 60e6, missing_bytes: 32.4e6 },
  });
  await checkRoom(60e6);
});

test('a browser that does not tell its room is tried', async () => {
  withRoom(undefined, 0);
  await checkRoom(1e12);
  vi.stubGlobal('navigator', {});
  await checkRoom(1e12);
});
