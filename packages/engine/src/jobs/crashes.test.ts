import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { postgresMissing } from '../db/__fixtures__/postgres-server.ts';
import { sized, tellFigure } from '../testing/full-size.ts';
import { ended } from './__fixtures__/job-desk.ts';
import { LIMIT_MS, onBench, RECOVERY_MS } from './__fixtures__/worker-bench.ts';
import { MOST_STARTS } from './job-records.ts';

const JOBS = sized(120, 1_000);
const KILLS = sized(2, 10);

// Each test spends most of its time waiting for the heartbeat of a dead worker to run out: they wait together.
const options = { concurrent: true, timeout: LIMIT_MS };

describe.skipIf(postgresMissing)(`workers on one PostgreSQL ${postgresMissing ?? ''}`, options, () => {
  it(
    `lose none of ${JOBS} jobs in ${KILLS} kills, do none twice, and are followed within half a minute`,
    onBench(async ({ jobs, desk, start, kill, submit, count, watchPickUp, expectEachDoneOnce }) => {
      const ids = await submit(JOBS);
      let pickedUpMs = async () => 0;
      let worker = await start({ capacity: 8, wordMs: 40 });
      for (let killed = 1; killed <= KILLS; killed++) {
        const done = Math.floor((killed * JOBS) / (KILLS + 2));
        await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(done), LIMIT_MS);
        await kill(worker);
        pickedUpMs = await watchPickUp();
        worker = await start({ capacity: 8, wordMs: 40 });
      }
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      const recoveryMs = await pickedUpMs();
      expect(recoveryMs).toBeLessThan(RECOVERY_MS);
      await expectEachDoneOnce(JOBS);
      const [again] = await desk.database.query<{ n: number }>(
        'SELECT count(*) AS n FROM potoo.jobs WHERE attempt > 1',
      );
      const figures = { kills: KILLS, lost: 0, 'done twice': 0, 'started again': again?.n ?? 0 };
      tellFigure(`${JOBS} jobs`, { ...figures, 'last kill to pick-up, s': (recoveryMs / 1000).toFixed(1) });
    }),
  );

  it(
    'do 100 jobs of one server once each, though one of the two is killed',
    onBench(async ({ jobs, desk, start, kill, submit, count, watchPickUp, expectEachDoneOnce }) => {
      const [first] = await Promise.all([start({ capacity: 4, wordMs: 40 }), start({ capacity: 4, wordMs: 40 })]);
      expect((await jobs.state()).capacity).toBe(8);
      const ids = await submit(100);
      await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(30), LIMIT_MS);
      const atWork = await desk.database.query(`SELECT DISTINCT worker FROM potoo.jobs WHERE status = 'running'`);
      expect(atWork).toHaveLength(2);
      await kill(first);
      const pickedUpMs = await watchPickUp();
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      expect(await pickedUpMs()).toBeLessThan(RECOVERY_MS);
      await expectEachDoneOnce(100);
    }),
  );

  it(
    'give up a job that ends its worker each time, and do all others',
    onBench(async ({ jobs, desk, start, submit }) => {
      const poison = await jobs.submit('ann', { type: 'synthesize', request: { text: 'poison' } });
      const good = await submit(10);
      for (let starts = 0; starts < MOST_STARTS; starts += 1) {
        await once((await start({ capacity: 1 })).child, 'exit');
        // Waiting for the heartbeat to run out is what the other tests do.
        await desk.database.query(`UPDATE potoo_queue.job SET heartbeat_on = '-infinity' WHERE state = 'active'`);
      }
      await start({ capacity: 2 });
      expect(await ended(jobs, 'ann', poison.id)).toMatchObject({
        status: 'failed',
        error: { code: 'internal_error', reason: 'host_crashed', hint: expect.stringContaining('input') },
      });
      for (const id of good) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
    }),
  );

  it(
    'finish what they do when they are told to end, and leave the rest to others',
    onBench(async ({ jobs, desk, start, submit, count }) => {
      const { child } = await start({ capacity: 2, wordMs: 100 });
      const ids = await submit(6);
      await vi.waitFor(async () => expect(await count('running')).toBe(2), LIMIT_MS);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(await count('running')).toBe(0);
      expect((await jobs.state()).capacity).toBe(0);
      await start({ capacity: 4 });
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      expect(await desk.database.query('SELECT max(attempt) AS most FROM potoo.jobs')).toEqual([{ most: 1 }]);
    }),
  );

  it(
    'live through a database that goes away in the middle of it',
    onBench(async ({ jobs, server, start, submit, count, expectEachDoneOnce }) => {
      const { child } = await start({ capacity: 4, wordMs: 60 });
      const ids = await submit(40);
      await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(8), LIMIT_MS);
      await server.kill();
      await expect(jobs.submit('ann', { type: 'synthesize', request: { text: 'not now' } })).rejects.toThrow();
      await server.restart();
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      expect(child.exitCode).toBeNull();
      await expectEachDoneOnce(40);
    }),
  );
});
