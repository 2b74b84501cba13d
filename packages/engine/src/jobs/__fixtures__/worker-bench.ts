import { expect } from 'vitest';
import { openTemporaryPostgres } from '../../db/__fixtures__/both-databases.ts';
import type { PostgresServer } from '../../db/__fixtures__/postgres-server.ts';
import { sized } from '../../testing/full-size.ts';
import type { Jobs } from '../contract.ts';
import { type JobDesk, openJobDesk } from './job-desk.ts';
import { spawnWorker, type WorkerProcess } from './spawn-worker.ts';

/** The promise: a killed worker's jobs are picked up within 30 s. */
export const RECOVERY_MS = 30_000;
/** How long a test with processes may take on a busy machine. */
export const LIMIT_MS = sized(180_000, 600_000);

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
  /**
   * Notes what is under way when a worker was just killed.
   * @returns Tells afterwards how long it took until the last of that was taken up again, in milliseconds.
   */
  watchPickUp(): Promise<() => Promise<number>>;
  /** Checks that so many jobs are completed, each with one result. */
  expectEachDoneOnce(total: number): Promise<void>;
}

/** A test with a bench of its own, so that several may wait for their heartbeats at the same time. */
export function onBench(test: (bench: WorkerBench) => Promise<void>): () => Promise<void> {
  return async () => {
    const opened = await openTemporaryPostgres();
    const desk = await openJobDesk(opened.database);
    const workers = new Set<WorkerProcess>();
    try {
      await test(await makeBench(desk, opened, workers));
    } finally {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await desk.close();
      await opened.close();
    }
  };
}

async function makeBench(
  desk: JobDesk,
  { server }: { readonly server: PostgresServer },
  workers: Set<WorkerProcess>,
): Promise<WorkerBench> {
  const jobs = await desk.jobs();
  const first = async (sql: string, params: readonly unknown[] = []) => {
    const [row] = await desk.database.query<{ n: number; jobs: number }>(sql, params);
    return row ?? { n: 0, jobs: 0 };
  };
  const count = async (status: string) =>
    (await first('SELECT count(*) AS n FROM potoo.jobs WHERE status = $1', [status])).n;
  return {
    desk,
    jobs,
    server,
    count,
    async start(options) {
      const worker = spawnWorker(server.url, desk.folder, options);
      workers.add(worker);
      await worker.ready;
      return worker;
    },
    async kill(worker) {
      workers.delete(worker);
      await worker.kill();
    },
    async submit(total) {
      const ids: string[] = [];
      const numbers = Array.from({ length: total }, (_, index) => index).values();
      const submitRest = async () => {
        for (const number of numbers) {
          const request = { text: `job number ${number}` };
          ids.push((await jobs.submit('ann', { type: 'synthesize', request })).id);
        }
      };
      await Promise.all([submitRest(), submitRest(), submitRest(), submitRest()]);
      return ids;
    },
    async watchPickUp() {
      type Row = { id: string; started_at: Date; now: Date };
      const read = (where: string, params: readonly unknown[] = []) =>
        desk.database.query<Row>(`SELECT id, started_at, now() AS now FROM potoo.jobs WHERE ${where}`, params);
      const left = await read(`status = 'running'`);
      const killedAt = left[0]?.now.getTime() ?? Number.NaN;
      return async () => {
        const again = await read('id = any($1)', [left.map(({ id }) => id)]);
        return Math.max(...again.map(({ started_at: startedAt }) => startedAt.getTime() - killedAt));
      };
    },
    async expectEachDoneOnce(total) {
      expect(await count('completed')).toBe(total);
      const kept = await first(
        `SELECT count(*) AS n, count(DISTINCT job_id) AS jobs FROM potoo.results WHERE stored AND part = 'audio'`,
      );
      expect(kept).toEqual({ n: total, jobs: total });
      // Two files for each job, and perhaps what a killed worker was just writing, which is removed by and by.
      const { n: unkept } = await first('SELECT count(*) AS n FROM potoo.results WHERE NOT stored');
      expect((await desk.stored()).length).toBeLessThanOrEqual(2 * total + unkept);
    },
  };
}
