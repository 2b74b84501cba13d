import type { CallOptions, Job as ServiceJob, VoiceService } from '@potoo/core';
import * as z from 'zod';
import { describeError } from '../results/describe-error.ts';
import type { ToolResult } from '../results/tool-result.ts';
import type { Job } from './job-desk.ts';
import { noSuchJob } from './no-such-job.ts';

/** What is told of a job. */
export const jobFields = {
  job_id: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number().describe('0 to 1'),
  stage: z.string().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.string().optional(),
};

type JobFacts = z.input<z.ZodObject<typeof jobFields>>;

/** A job of this server, with the result of its call once that is there. */
export function jobFacts(job: Job): ToolResult<JobFacts> {
  const { id, state, progress, result, error } = job;
  return {
    facts: {
      job_id: id,
      state,
      progress: toHundredths(progress.fraction),
      ...(state === 'running' && progress.stage !== undefined && { stage: progress.stage }),
      ...(result && { result: { ...result.facts } }),
      ...(error !== undefined && state === 'failed' && { error: describeError(error) }),
    },
    ...(result?.files && { files: result.files }),
    ...(result?.inline && { inline: result.inline }),
  };
}

/** A job of the service, for services that take long work on. */
export async function serviceJobFacts(
  service: VoiceService,
  id: string,
  method: 'getJob' | 'cancelJob',
  call: CallOptions,
): Promise<JobFacts> {
  const { features } = await service.capabilities(call);
  if (!features.includes('submit')) throw noSuchJob();
  return describe(await service[method](id, call));
}

function describe({ id, status, progress, stage, resultUrl, results = [], error }: ServiceJob): JobFacts {
  return {
    job_id: id,
    state: status,
    progress: toHundredths(progress),
    ...(stage !== undefined && { stage }),
    ...(resultUrl !== undefined && {
      result: { url: resultUrl, files: results.map(({ name, url }) => ({ name, url })) },
    }),
    ...(error && { error: `${error.message} [${error.code}]` }),
  };
}

function toHundredths(fraction: number): number {
  return Math.round(fraction * 100) / 100;
}
