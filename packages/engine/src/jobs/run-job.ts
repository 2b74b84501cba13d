import type { JobRequests } from '@potoo/core';
import { runBatch } from './batch.ts';
import type { JobOutcome } from './job-outcome.ts';
import type { JobRun } from './job-run.ts';
import { JOB_WORK } from './job-types.ts';
import { openRequest } from './stored-request.ts';

/** Does the work of a started job. What it stores is the caller's to keep. */
export async function runJob(run: JobRun): Promise<JobOutcome> {
  const { type } = run.job;
  return type === 'batch' ? runBatch(run) : runSingle(type, run);
}

async function runSingle<Type extends keyof JobRequests>(type: Type, run: JobRun): Promise<JobOutcome> {
  const { job, service, results, signal, report } = run;
  await using opened = await openRequest<Type>(job.request, results, signal);
  // Awaited here: what was opened is let go of when this function is left.
  return await JOB_WORK[type](service, opened.request, { signal, lane: job.owner, onProgress: report });
}
