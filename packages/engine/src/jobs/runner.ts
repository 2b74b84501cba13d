import type { Database } from '../db/database.ts';
import type { Results } from '../results/results.ts';
import type { JobHooks, JobRecord, ServiceForJob } from './contract.ts';
import { errorBodyOf, isOwnFault, isWorthRetrying, workerCrashed } from './job-errors.ts';
import type { JobPulses } from './job-pulses.ts';
import {
  type Attempt,
  claimJob,
  endJob,
  type JobEnd,
  MOST_STARTS,
  MOST_TRIES,
  releaseJob,
  reportProgress,
} from './job-records.ts';
import { type StoredOutputs, storeOutputs } from './keep-outputs.ts';
import { createProgressReporter } from './progress-reporter.ts';
import { runJob } from './run-job.ts';

/** What a delivery of the queue names. */
export interface Delivery {
  readonly job: string;
  readonly run: number;
}

/** What the work on jobs needs. */
export interface RunnerOptions {
  readonly database: Database;
  readonly results: Results;
  readonly service: ServiceForJob;
  readonly pulses: JobPulses;
  readonly hooks: readonly JobHooks[];
  /** Name of this process. */
  readonly worker: string;
  /** Told of failures that are not the job's. */
  readonly onError: (error: unknown) => void;
}

/** Works on what the queue delivers. */
export interface Runner {
  /**
   * Works on a job to its end. Rejects if the queue is to deliver it once more.
   * @param handBack - Aborts when the process is to end.
   */
  run(delivery: Delivery, handBack: AbortSignal): Promise<void>;
}

/** Tells the queue to deliver a job once more. The cause stays here: the queue would write all of it down. */
class DeliverAgain extends Error {}

/** Somebody cancelled the job, or another worker has it now: nothing more may be written. */
class Superseded extends Error {}

/** Makes the function that works on jobs, one call for each. */
export function createRunner(options: RunnerOptions): Runner {
  const { database, results, service, pulses, hooks, worker, onError } = options;
  const { orm } = database;

  const announced = <Job extends JobRecord | undefined>(job: Job): Job => {
    if (job) pulses.announce(job);
    return job;
  };

  const end = async (attempt: Attempt, how: JobEnd, outputs?: StoredOutputs): Promise<void> => {
    const ended = await orm.transaction(async (tx) => {
      const job = await endJob(tx, attempt, how);
      if (!job) throw new Superseded();
      if (outputs) await results.keep(outputs.files, tx);
      await results.releaseInputs(job.id, how.status === 'completed' ? 'now' : 'later', tx);
      for (const { onEnded } of hooks) await onEnded?.(job, tx);
      return job;
    });
    announced(ended);
  };

  const work = async (job: JobRecord, attempt: Attempt, signal: AbortSignal): Promise<void> => {
    const progress = createProgressReporter(async ({ fraction, stage }) => {
      announced(await reportProgress(orm, attempt, fraction, stage));
    });
    let outputs: StoredOutputs | undefined;
    try {
      const serving = typeof service === 'function' ? await service(job) : service;
      const run = { job, attempt, service: serving, results, database, signal, report: progress.report };
      const outcome = await runJob(run);
      signal.throwIfAborted();
      outputs = await storeOutputs(job, outcome.outputs, results, signal);
      progress.stop();
      await end(attempt, { status: 'completed', resultId: outputs.main.id, usage: outcome.usage }, outputs);
    } catch (error) {
      if (outputs) await results.discard(outputs.files, error);
      throw error;
    } finally {
      progress.stop();
    }
  };

  const settleFailure = async (job: JobRecord, attempt: Attempt, error: unknown, handBack: AbortSignal) => {
    if (error instanceof Superseded) return;
    if (handBack.aborted) {
      await releaseJob(orm, attempt, { isHandedBack: true });
      throw new DeliverAgain();
    }
    if (isWorthRetrying(error) && MOST_STARTS - job.startsLeft < MOST_TRIES) {
      if (announced(await releaseJob(orm, attempt, { error: errorBodyOf(error) }))) throw new DeliverAgain();
      return;
    }
    if (isOwnFault(error)) onError(error);
    await end(attempt, { status: 'failed', error: errorBodyOf(error) });
  };

  return {
    async run({ job: id, run }, handBack) {
      const job = announced(await claimJob(orm, id, run, worker));
      if (!job) return;
      const attempt = { id, attempt: job.attempt };
      const superseded = new AbortController();
      const unfollow = pulses.follow(id, (pulse) => {
        const isOurs = pulse?.status === 'running' && pulse.attempt === attempt.attempt;
        if (!isOurs) superseded.abort(new Superseded());
      });
      try {
        // Counted at the start, as a worker that is killed counts nothing afterwards.
        if (job.startsLeft < 0) throw workerCrashed(MOST_STARTS);
        await work(job, attempt, AbortSignal.any([superseded.signal, handBack]));
      } catch (error) {
        const cause = superseded.signal.aborted ? superseded.signal.reason : error;
        await settleFailure(job, attempt, cause, handBack).catch((failure: unknown) => {
          if (failure instanceof Superseded) return;
          if (!(failure instanceof DeliverAgain)) onError(failure);
          throw new DeliverAgain();
        });
      } finally {
        unfollow();
      }
    },
  };
}
