import type { Job } from '@potoo/core';
import { fromWireJob, invalidResponse, PATHS } from '@potoo/core/wire';
import { type AskOptions, ask } from './ask.ts';
import type { Server } from './ServerContext.ts';

/** The caller's jobs, latest first. */
export async function listJobs(server: Pick<Server, 'apiKey'>, options: AskOptions): Promise<Job[]> {
  const body = await ask(server, PATHS.jobs, options);
  const jobs = typeof body === 'object' && body !== null && 'jobs' in body ? body.jobs : undefined;
  if (!Array.isArray(jobs)) throw invalidResponse('The list of jobs holds no jobs.');
  return jobs.map(fromWireJob);
}

/** Hands a failed or cancelled job in again. */
export async function retryJob(server: Pick<Server, 'apiKey'>, id: string, options: AskOptions): Promise<Job> {
  return fromWireJob(await ask(server, `${PATHS.jobs}${encodeURIComponent(id)}/retry`, { ...options, method: 'POST' }));
}
