import * as z from 'zod';
import { jobFacts, jobFields, serviceJobFacts } from '../jobs/job-facts.ts';
import { defineTool } from './tool.ts';

/** Stops a job. */
export const cancelJob = defineTool({
  name: 'cancel_job',
  title: 'Stop a job',
  description: 'Stops a job that runs. One that is over stays as it is.',
  group: 'jobs',
  icon: '🛑',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  mayBecomeJob: false,
  input: z.strictObject({ job_id: z.string().min(1).max(200) }),
  output: z.object({ job_id: jobFields.job_id, state: jobFields.state, progress: jobFields.progress }),
  run: async ({ job_id: id }, { jobs, call, service }) => {
    if (!jobs.has(id)) return { facts: await serviceJobFacts(await service(), id, 'cancelJob', call) };
    return jobFacts(jobs.cancel(id));
  },
});
