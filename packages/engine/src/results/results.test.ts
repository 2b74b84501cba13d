import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { onBothDatabases } from '../db/__fixtures__/both-databases.ts';
import type { Database } from '../db/database.ts';
import { createFolderStore } from './folder-store.ts';
import { createResults, type Results } from './results.ts';

onBothDatabases('results', (opened) => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    ({ database } = opened());
    folder = await mkdtemp(path.join(tmpdir(), 'potoo-results-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await database.query(`UPDATE potoo.results SET expires_at = '-infinity'`);
    await create().sweep();
    expect(await stored()).toEqual([]);
  });

  const create = (options: { quotaBytes?: number; lifetimeMs?: number } = {}): Results =>
    createResults({ database, store: createFolderStore(folder), ...options });
  const stored = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };
  const file = (bytes: number) => ({ name: 'a.wav', contentType: 'audio/wav', content: Buffer.alloc(bytes, 7) });
  const gone = { code: 'not_found', reason: 'result_not_found' };

  it('are found by whom they belong to, and by nobody else', async () => {
    const results = create();
    const put = await results.put('ann', file(3_000_000));
    expect(put.id).toMatch(/^[0-9a-f]{32}$/);
    expect(await results.find('ann', put.id)).toMatchObject({
      name: 'a.wav',
      contentType: 'audio/wav',
      bytes: 3_000_000,
    });
    expect(await buffer(await results.read(put))).toEqual(Buffer.alloc(3_000_000, 7));
    expect(await buffer(await results.read(put, { first: 10, last: 12 }))).toHaveLength(3);
    await expect(results.find('ben', put.id)).rejects.toMatchObject(gone);
    await expect(results.remove('ben', put.id)).rejects.toMatchObject(gone);
    await results.remove('ann', put.id);
    await expect(results.find('ann', put.id)).rejects.toMatchObject(gone);
    expect(await stored()).toEqual([]);
  });

  it('expire, and are then removed by one of several that sweep at once', async () => {
    const results = create({ lifetimeMs: 0 });
    for (let count = 0; count < 5; count += 1) await results.put('ann', file(10));
    const lasting = await create().put('ann', file(10));
    await Promise.all([results.sweep(), results.sweep(), results.sweep()]);
    expect(await stored()).toEqual([lasting.id]);
    expect(await results.find('ann', lasting.id)).toMatchObject({ stored: true });
  });

  it('cannot be found once they have expired, though nobody has swept', async () => {
    const { id } = await create({ lifetimeMs: 0 }).put('ann', file(10));
    await expect(create().find('ann', id)).rejects.toMatchObject(gone);
  });

  it('take no more room than the quota, however many come at once', async () => {
    const results = create({ quotaBytes: 1_000 });
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => results.put('ann', file(100))));
    const refused = tries.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(10);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(['result_quota_exceeded', 'result_too_large']).toContain(reason.reason);
    }
    expect(await stored()).toHaveLength(10);
    await results.put('ben', file(1_000));
    const [first] = await database.query<{ id: string }>(`SELECT id FROM potoo.results WHERE owner = 'ann' LIMIT 1`);
    await results.remove('ann', first?.id ?? '');
    await results.put('ann', file(100));
  });

  it('are seen only once they are kept, and one file alone for each part of a job', async () => {
    const results = create();
    const part = { ...file(10), jobId: 'job', part: 'audio' };
    const [first, second] = [await results.write('ann', part), await results.write('ann', part)];
    await expect(results.find('ann', first.id)).rejects.toMatchObject(gone);
    await database.orm.transaction((tx) => results.keep([first], tx));
    await expect(database.orm.transaction((tx) => results.keep([second], tx))).rejects.toThrow();
    await results.discard([second]);
    expect(await results.ofJobs(['job'])).toMatchObject([{ id: first.id, bytes: 10 }]);
    expect(await stored()).toEqual([first.id]);
  });

  it('leave nothing behind when their source breaks off', async () => {
    async function* breakingOff(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10);
      throw new Error('no more');
    }
    await expect(create().put('ann', { ...file(0), content: breakingOff() })).rejects.toThrow();
    expect(await stored()).toEqual([]);
    expect(await database.query('SELECT id FROM potoo.results')).toEqual([]);
  });
});
