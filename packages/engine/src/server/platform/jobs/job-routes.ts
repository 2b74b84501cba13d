import { NotFoundError } from '@potoo/core';
import { JOB_STATUSES, toWireJob } from '@potoo/core/wire';
import { z } from 'zod';
import { parseRequest } from '../../../requests/parse-request.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedJobRouteParts } from './contract.ts';
import { readJobRequest } from './read-job-request.ts';

/** `POST /v1/jobs`: hands a job in. The answer is 202 with the job, and its address in `Location`. */
export function submitJobRoute({ service, options }: Pick<ResolvedJobRouteParts, 'service' | 'options'>): RouteHandler {
  return async (c) => {
    await using read = await readJobRequest(c.req.raw, options);
    const job = await service.submit(read.request, { signal: c.req.raw.signal });
    return Response.json(toWireJob(job), { status: 202, headers: { location: `/v1/jobs/${job.id}` } });
  };
}

export const listQuery = z.strictObject({
  status: z
    .enum(JOB_STATUSES)
    .optional()
    .describe(`One of ${JOB_STATUSES.join(', ')}.`),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('A whole number from 1 to 100.'),
  before: z.string().max(64).optional().describe('The id of a job: only older ones.'),
});

/** `GET /v1/jobs`: the caller's jobs, latest first. `next` is what to pass as `before` for the ones after them. */
export function listJobsRoute({ platform, ownerOf }: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const filter = parseRequest(listQuery, c.req.query());
    const jobs = await platform.jobs();
    const found = await jobs.list(ownerOf(c), filter);
    const next = found.length === filter.limit ? found.at(-1)?.id : undefined;
    return Response.json({ jobs: found.map(toWireJob), ...(next !== undefined && { next }) });
  };
}

/** `GET /v1/jobs/{id}`: how a job stands. */
export function getJobRoute({ platform, ownerOf }: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const id = jobIdOf(c);
    const jobs = await platform.jobs();
    return Response.json(toWireJob(await jobs.get(ownerOf(c), id)));
  };
}

/** `POST /v1/jobs/{id}/cancel` and `DELETE /v1/jobs/{id}`: stops a job. One that has ended stays as it is. */
export function cancelJobRoute({ platform, ownerOf }: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const id = jobIdOf(c);
    const jobs = await platform.jobs();
    return Response.json(toWireJob(await jobs.cancel(ownerOf(c), id)));
  };
}

/** `POST /v1/jobs/{id}/retry`: hands a failed or cancelled job in again. */
export function retryJobRoute({ platform, ownerOf }: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const id = jobIdOf(c);
    const jobs = await platform.jobs();
    return Response.json(toWireJob(await jobs.retry(ownerOf(c), id)), { status: 202 });
  };
}

/** The id in the path. @throws {NotFoundError} `job_not_found` for what cannot be one, before anything is opened. */
export function jobIdOf(c: ServerContext): string {
  const id = c.req.param('id') ?? '';
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new NotFoundError('There is no such job.', {
    reason: 'job_not_found',
    hint: 'Use the id that the answer to POST /v1/jobs holds.',
  });
}
