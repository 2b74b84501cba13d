import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { postgresMissing } from '../db/__fixtures__/postgres-server.ts';
import { ended } from './__fixtures__/job-desk.ts';
import { LIMIT_MS, RECOVERY_MS, useWorkerBench } from './__fixtures__/worker-bench.ts';

describe.skipIf(postgresMissing)(`workers that are killed ${postgresMissing ?? ''}`, { timeout: LIMIT_MS }, () => {
  const bench = useWorkerBench();

  it('lose none of 200 jobs in 3 kills, do none twice, and are followed within half a minute', async () => {
    const { jobs, desk, start, kill, submit, count } = bench();
    const ids = await submit(200);
    let left: Array<{ id: string }> = [];
    let killedAt = 0;
    let worker = await start({ capacity: 8, wordMs: 40 });
    for (const done of [40, 80, 120]) {
      await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(done), LIMIT_MS);
      await kill(worker);
      killedAt = performance.now();
      left = await desk.database.query<{ id: string }>(`SELECT id FROM potoo.jobs WHERE status = 'running'`);
      worker = await start({ capacity: 8, wordMs: 40 });
    }
    expect(left.length).toBeGreaterThan(0);
    await Promise.all(left.map(({ id }) => ended(jobs, 'ann', id)));
    expect(performance.now() - killedAt).toBeLessThan(RECOVERY_MS);
    for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
    await bench().expectEachDoneOnce(200);
  });

  it('give up a job that ends them each time, and do all others', async () => {
    const { jobs, desk, start, submit } = bench();
    const poison = await jobs.submit('ann', { type: 'synthesize', request: { text: 'poison' } });
    const good = await submit(10);
    for (let tries = 0; tries < 3; tries += 1) {
      await once((await start({ capacity: 1 })).child, 'exit');
      // Waiting for the heartbeat to run out is what the other test does.
      await desk.database.query(`UPDATE potoo_queue.job SET heartbeat_on = '-infinity' WHERE state = 'active'`);
    }
    await start({ capacity: 2 });
    expect(await ended(jobs, 'ann', poison.id)).toMatchObject({
      status: 'failed',
      error: { code: 'internal_error', reason: 'host_crashed', hint: expect.stringContaining('input') },
    });
    for (const id of good) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
  });
});
