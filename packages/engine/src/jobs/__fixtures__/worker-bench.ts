import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openTemporaryPostgres } from '../../db/__fixtures__/both-databases.ts';
import type { PostgresServer } from '../../db/__fixtures__/postgres-server.ts';
import type { Jobs } from '../contract.ts';
import { type JobDesk, openJobDesk } from './job-desk.ts';
import { spawnWorker, type WorkerProcess } from './spawn-worker.ts';

/** The promise: a killed worker's jobs are picked up within 30 s. */
export const RECOVERY_MS = 30_000;
/** How long a test with processes may take on a busy machine. */
export const LIMIT_MS = 120_000;

/** One PostgreSQL, jobs on it, and workers in processes of their own. */
export interface WorkerBench {
  readonly desk: JobDesk;
  readonly jobs: Jobs;
  readonly server: PostgresServer;
  /** Starts a worker. It is killed after the test. */
  start(options: { capacity?: number; wordMs?: number }): Promise<WorkerProcess>;
  kill(worker: WorkerProcess): Promise<void>;
  /** Submits jobs of three words each. @returns Their ids. */
  submit(count: number): Promise<string[]>;
  count(status: string): Promise<number>;
  /** Checks that so many jobs are completed, each with one result. */
  expectEachDoneOnce(total: number): Promise<void>;
}

/** Sets the bench up for the tests of a file or a `describe`, empty for each. */
export function useWorkerBench(): () => WorkerBench {
  let opened: Awaited<ReturnType<typeof openTemporaryPostgres>>;
  let bench: WorkerBench;
  const workers = new Set<WorkerProcess>();
  const kill = async (worker: WorkerProcess) => {
    workers.delete(worker);
    await worker.kill();
  };

  beforeAll(async () => {
    opened = await openTemporaryPostgres();
    const desk = await openJobDesk(opened.database);
    const jobs = await desk.jobs();
    const first = async (sql: string, params: readonly unknown[] = []) => {
      const [row] = await desk.database.query<{ n: number; jobs: number }>(sql, params);
      return row ?? { n: 0, jobs: 0 };
    };
    bench = {
      desk,
      jobs,
      server: opened.server,
      kill,
      async start(options) {
        const worker = spawnWorker(opened.options.databaseUrl ?? '', desk.folder, options);
        workers.add(worker);
        await worker.ready;
        return worker;
      },
      async submit(count) {
        const say = (text: string) => jobs.submit('ann', { type: 'synthesize', request: { text } });
        const submitted = await Promise.all(Array.from({ length: count }, (_, index) => say(`job number ${index}`)));
        return submitted.map(({ id }) => id);
      },
      async count(status) {
        return (await first('SELECT count(*) AS n FROM potoo.jobs WHERE status = $1', [status])).n;
      },
      async expectEachDoneOnce(total) {
        expect(await bench.count('completed')).toBe(total);
        const kept = await first(
          `SELECT count(*) AS n, count(DISTINCT job_id) AS jobs FROM potoo.results WHERE stored AND part = 'audio'`,
        );
        expect(kept).toEqual({ n: total, jobs: total });
        // Two files for each job, and perhaps what a killed worker was just writing, which is removed by and by.
        const { n: unkept } = await first('SELECT count(*) AS n FROM potoo.results WHERE NOT stored');
        expect((await desk.stored()).length).toBeLessThanOrEqual(2 * total + unkept);
      },
    };
  });
  afterEach(async () => {
    await Promise.all([...workers].map(kill));
    await bench.desk.database.execute(
      `DELETE FROM potoo.jobs; DELETE FROM potoo.workers; UPDATE potoo.results SET expires_at = '-infinity'`,
    );
    await bench.desk.results.sweep();
    expect(await bench.desk.stored()).toEqual([]);
  });
  afterAll(async () => {
    await bench?.desk.close();
    await opened?.close();
  });
  return () => bench;
}
