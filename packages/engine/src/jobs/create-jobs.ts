import { tmpdir } from 'node:os';
import { BadRequestError, type Job, type JobRequest } from '@potoo/core';
import type { Database, Transaction } from '../db/database.ts';
import { jobItems, jobs as table } from '../db/schema/index.ts';
import type { Results } from '../results/results.ts';
import { assertAdmissible, readQueueState } from './admission.ts';
import { checkJobRequest } from './check-request.ts';
import type { JobHooks, JobRecord, Jobs, JobWorker, SubmitOptions } from './contract.ts';
import { describeJobs } from './describe-job.ts';
import { createJobPulses } from './job-pulses.ts';
import { cancelJob, findJob, listJobs, MOST_STARTS, newId, nextTurn, requeueJob } from './job-records.ts';
import { declareQueue, type Queue, within } from './queue.ts';
import { createRunner } from './runner.ts';
import { JOB_QUEUE, startWorker } from './start-worker.ts';
import { countInputs, storeRequest } from './stored-request.ts';
import { watchJob } from './watch-job.ts';

/** What jobs are made of. */
export interface JobsOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly results: Results;
  /** Rooms that keep something of their own with a job. @default None. */
  readonly hooks?: readonly JobHooks[] | undefined;
  /** Most characters of a text. @default 50000 */
  readonly maxCharacters?: number | undefined;
  /** Most bytes of a file to work on. @default 100 MiB */
  readonly maxInputBytes?: number | undefined;
  /** Folder for audio on its way into the store. @default The system's. */
  readonly tempDirectory?: string | undefined;
  /** Told of failures that are the server's own, with all that clients are not told. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * How the queue delivers. It goes on delivering for as long as it is asked to: when to give up is decided by the job's own
 * count of starts, which a killed worker cannot forget to write. A day is the longest that it lets one try take.
 */
const DELIVERY = {
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  expireInSeconds: 24 * 3_600 - 60,
  retentionSeconds: 90 * 24 * 3_600,
  deleteAfterSeconds: 600,
  notify: true,
} as const;

/** Makes the jobs of a database. Any number of processes may do so; those that {@link Jobs.work} share the work. */
export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { database, queue, results, hooks = [], onError = () => {} } = options;
  const { maxCharacters = 50_000, maxInputBytes = 100 * 1024 * 1024, tempDirectory = tmpdir() } = options;
  const { orm } = database;
  const pulses = createJobPulses(database);
  const working = new Set<JobWorker>();
  await declareQueue(queue, JOB_QUEUE, DELIVERY);

  const describe = async (record: JobRecord): Promise<Job> => {
    const [job] = await describeJobs([record], orm, results);
    if (job === undefined) throw new TypeError('A job was not described.');
    return job;
  };

  /** Hands a job to the queue and to the hooks, within the transaction that wrote it. */
  const enqueue = async (job: JobRecord, tx: Transaction): Promise<void> => {
    await queue.send(JOB_QUEUE, { job: job.id, run: job.run }, { priority: -job.turn, db: within(tx) });
    for (const { onQueued } of hooks) await onQueued?.(job, tx);
  };

  const submit = async (owner: string, request: JobRequest, given: SubmitOptions = {}): Promise<Job> => {
    const { baseUrl = '', context = {}, signal } = given;
    signal?.throwIfAborted();
    checkJobRequest(request, maxCharacters);
    assertAdmissible(await readQueueState(orm));
    const id = newId();
    const inputs = { owner, jobId: id, results, tempDirectory, maxBytes: maxInputBytes, signal };
    const { request: stored, files } = await storeRequest(request, inputs);
    const cost = costOf(stored);
    try {
      const record = await orm.transaction(async (tx) => {
        const { type, webhookUrl = null } = request;
        const row = { id, owner, type, webhookUrl, baseUrl, context, startsLeft: MOST_STARTS, request: stored };
        const [written] = await tx
          .insert(table)
          .values({ ...row, turn: nextTurn(owner, cost) })
          .returning();
        if (written === undefined) throw new TypeError('The row of a job was not returned.');
        if (Array.isArray(stored)) await tx.insert(jobItems).values(stored.map((_, index) => ({ jobId: id, index })));
        await results.keep(files, tx);
        await enqueue(written, tx);
        return written;
      });
      return await describe(record);
    } catch (error) {
      await results.discard(files, error);
      throw error;
    }
  };

  const cancel = async (owner: string, id: string): Promise<Job> => {
    const cancelled = await orm.transaction(async (tx) => {
      const job = await cancelJob(tx, owner, id);
      if (!job) return undefined;
      await results.releaseInputs(id, 'later', tx);
      for (const { onEnded } of hooks) await onEnded?.(job, tx);
      return job;
    });
    if (cancelled) pulses.announce(cancelled);
    return describe(cancelled ?? (await findJob(orm, owner, id)));
  };

  const retry = async (owner: string, id: string): Promise<Job> => {
    const { request, status } = await findJob(orm, owner, id);
    const requeued = await orm.transaction(async (tx) => {
      const job = await requeueJob(tx, owner, id, costOf(request));
      if (!job) throw notRetryable(status);
      if ((await results.holdInputs(id, tx)) < countInputs(request)) throw inputsGone();
      await enqueue(job, tx);
      return job;
    });
    pulses.announce(requeued);
    return describe(requeued);
  };

  const jobs: Jobs = {
    submit,
    cancel,
    retry,
    async get(owner, id) {
      return describe(await findJob(orm, owner, id));
    },
    async list(owner, filter = {}) {
      return describeJobs(await listJobs(orm, owner, filter), orm, results);
    },
    record: (owner, id) => findJob(orm, owner, id),
    watch: (owner, id, watching = {}) =>
      watchJob({ find: () => findJob(orm, owner, id), describe, pulses }, id, watching),
    serviceFor: (owner, given) => ({
      submit: (request, call) => submit(owner, request, { ...given, signal: call?.signal }),
      async getJob(id, call) {
        call?.signal?.throwIfAborted();
        return jobs.get(owner, id);
      },
      async cancelJob(id, call) {
        call?.signal?.throwIfAborted();
        return cancel(owner, id);
      },
      async *watchJob(id, call) {
        for await (const { job } of jobs.watch(owner, id, { signal: call?.signal })) yield job;
      },
    }),
    state: () => readQueueState(orm),
    async work(service, { capacity }) {
      const runner = { database, results, service, pulses, hooks, onError };
      const worker = await startWorker({
        queue,
        database,
        capacity,
        createRunner: (name) => createRunner({ ...runner, worker: name }),
      });
      working.add(worker);
      return worker;
    },
    async close() {
      await Promise.all([...working].map((worker) => worker.drain(0)));
      pulses.close();
    },
  };
  return jobs;
}

/** Each text of a batch counts, so that batches are no way past the others. */
function costOf(request: unknown): number {
  return Array.isArray(request) ? request.length : 1;
}

function inputsGone(): BadRequestError {
  return new BadRequestError('The audio that the job was to work on is no longer kept.', {
    status: 409,
    reason: 'job_not_retryable',
    hint: 'Submit it as a new job, with its audio.',
  });
}

function notRetryable(status: string): BadRequestError {
  return new BadRequestError(`The job is ${status}; only a failed or cancelled one can be tried again.`, {
    status: 409,
    reason: 'job_not_retryable',
    hint: 'Submit it as a new job.',
  });
}
