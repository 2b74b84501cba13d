import type { JobRequest, VoiceService } from '@potoo/core';
import { overlayService } from '../overlay-service.ts';
import type { Platform } from './platform.ts';

/** Whose jobs, and what is kept with them. */
export interface JobOwner {
  readonly owner: string;
  /** Address of the server as the caller knows it; what links to results begin with. */
  readonly baseUrl: string;
  /** What is kept with a job for hooks; what it throws refuses the job. */
  readonly contextOf?: (job: JobRequest, signal?: AbortSignal) => Promise<Readonly<Record<string, unknown>>>;
}

/** The same service with the jobs of one owner. The database is opened when the first of them is asked for. */
export function withJobs(
  service: VoiceService,
  platform: Pick<Platform, 'jobs'>,
  { owner, baseUrl, contextOf }: JobOwner,
): VoiceService {
  return overlayService(service, {
    async capabilities(options) {
      const capabilities = await service.capabilities(options);
      const features = capabilities.features.filter((feature) => feature !== 'submit');
      return { ...capabilities, features: [...features, 'submit'] };
    },
    async submit(job, { signal } = {}) {
      const context = await contextOf?.(job, signal);
      const jobs = await platform.jobs();
      return jobs.submit(owner, job, { baseUrl, context, signal });
    },
    async getJob(id, options) {
      const jobs = await platform.jobs();
      return jobs.serviceFor(owner).getJob(id, options);
    },
    async cancelJob(id, options) {
      const jobs = await platform.jobs();
      return jobs.serviceFor(owner).cancelJob(id, options);
    },
    async *watchJob(id, options) {
      const jobs = await platform.jobs();
      yield* jobs.serviceFor(owner).watchJob(id, options);
    },
  });
}
