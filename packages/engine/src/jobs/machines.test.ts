import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { postgresMissing } from '../db/__fixtures__/postgres-server.ts';
import { ended } from './__fixtures__/job-desk.ts';
import { LIMIT_MS, RECOVERY_MS, useWorkerBench } from './__fixtures__/worker-bench.ts';

describe.skipIf(postgresMissing)(
  `one server and several workers ${postgresMissing ?? ''}`,
  { timeout: LIMIT_MS },
  () => {
    const bench = useWorkerBench();

    it('do 100 jobs once each, though one of two workers is killed', async () => {
      const { jobs, desk, start, kill, submit, count } = bench();
      const [first] = await Promise.all([start({ capacity: 4, wordMs: 40 }), start({ capacity: 4, wordMs: 40 })]);
      expect((await jobs.state()).capacity).toBe(8);
      const ids = await submit(100);
      await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(30), LIMIT_MS);
      const atWork = await desk.database.query(`SELECT DISTINCT worker FROM potoo.jobs WHERE status = 'running'`);
      expect(atWork).toHaveLength(2);
      await kill(first);
      const killedAt = performance.now();
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      expect(performance.now() - killedAt).toBeLessThan(RECOVERY_MS);
      await bench().expectEachDoneOnce(100);
    });

    it('lose nothing when a worker is told to end: it finishes what it does, and leaves the rest', async () => {
      const { jobs, desk, start, submit, count } = bench();
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
    });

    it('live through a database that goes away in the middle of it', async () => {
      const { jobs, server, desk, start, submit, count } = bench();
      const { child } = await start({ capacity: 4, wordMs: 60 });
      const ids = await submit(40);
      await vi.waitFor(async () => expect(await count('completed')).toBeGreaterThanOrEqual(8), LIMIT_MS);
      await server.kill();
      await expect(jobs.submit('ann', { type: 'synthesize', request: { text: 'not now' } })).rejects.toThrow();
      await server.restart();
      for (const id of ids) expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      expect(child.exitCode).toBeNull();
      expect(desk.faults.length).toBeGreaterThan(0);
      await bench().expectEachDoneOnce(40);
    });
  },
);
