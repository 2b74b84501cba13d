import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Job } from '@potoo/core';
import type { Database } from '../../db/database.ts';
import { createFolderStore } from '../../results/folder-store.ts';
import { createResults, type Results } from '../../results/results.ts';
import type { Jobs } from '../contract.ts';
import { createJobs, type JobsOptions } from '../create-jobs.ts';
import { openQueue, type Queue } from '../queue.ts';

/** Jobs over a database, with all that belongs to them. */
export interface JobDesk {
  readonly database: Database;
  readonly queue: Queue;
  readonly results: Results;
  readonly folder: string;
  /** What was told to nobody in particular. */
  readonly faults: unknown[];
  /** The jobs as a process has them; another call is another process, as far as it can be told apart. */
  jobs(options?: Partial<JobsOptions>): Promise<Jobs>;
  /** Names of the stored files. */
  stored(): Promise<string[]>;
  close(): Promise<void>;
}

/** Sets jobs up. The database stays the caller's. */
export async function openJobDesk(database: Database): Promise<JobDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'potoo-jobs-'));
  const faults: unknown[] = [];
  const queue = await openQueue(database, (error) => faults.push(error));
  const results = createResults({ database, store: createFolderStore(folder) });
  const open: Jobs[] = [];
  return {
    database,
    queue,
    results,
    folder,
    faults,
    async jobs(options = {}) {
      const onError = (error: unknown) => faults.push(error);
      const made = await createJobs({ database, queue, results, onError, ...options });
      open.push(made);
      return made;
    },
    async stored() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    async close() {
      await Promise.all(open.map((jobs) => jobs.close()));
      await queue.stop({ graceful: false });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until a job has ended. */
export async function ended(jobs: Jobs, owner: string, id: string): Promise<Job> {
  let last: Job | undefined;
  for await (const { job } of jobs.watch(owner, id)) last = job;
  return last ?? jobs.get(owner, id);
}
