import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withSpeaker } from './speaker-lock.ts';

const folder = await mkdtemp(join(tmpdir(), 'potoo-lock-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const never = new AbortController().signal;

describe('the loudspeaker', () => {
  it('is for one at a time', async () => {
    let [now, most] = [0, 0];
    const speak = () =>
      withSpeaker(
        never,
        async () => {
          now += 1;
          most = Math.max(most, now);
          await new Promise((resolve) => setImmediate(resolve));
          now -= 1;
        },
        join(folder, 'a'),
      );
    await Promise.all(Array.from({ length: 5 }, speak));
    expect(most).toBe(1);
  });

  it('is free again when the one who had it has died', async () => {
    await writeFile(join(folder, 'b'), '999999999');
    expect(await withSpeaker(never, async () => 'spoken', join(folder, 'b'))).toBe('spoken');
  });

  it('is not waited for by who is told to stop', async () => {
    await writeFile(join(folder, 'c'), String(process.pid));
    const stop = AbortSignal.abort(new Error('stopped'));
    await expect(withSpeaker(stop, async () => 'spoken', join(folder, 'c'))).rejects.toThrow('stopped');
  });
});
