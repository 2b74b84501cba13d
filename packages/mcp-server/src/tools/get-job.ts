import * as z from 'zod';
import { jobFacts, jobFields, serviceJobFacts } from '../jobs/job-facts.ts';
import { defineTool } from './tool.ts';

/** Less than any host waits. */
const MOST_WAIT_SECONDS = 45;

/** Waits for a job, and gives its result. */
export const getJob = defineTool({
  name: 'get_job',
  title: 'Wait for a job',
  description: 'Waits for the result of a call that gave a job_id. Again while it runs.',
  group: 'jobs',
  icon: '⏳',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  mayBecomeJob: false,
  input: z.strictObject({
    job_id: z.string().min(1).max(200),
    wait: z.number().min(0).max(MOST_WAIT_SECONDS).optional().describe('Seconds; else 30'),
  }),
  output: z.object(jobFields),
  run: async ({ job_id: id, wait = 30 }, { jobs, call, service }) => {
    if (!jobs.has(id)) return { facts: await serviceJobFacts(await service(), id, 'getJob', call) };
    return jobFacts(await jobs.wait(id, wait * 1000, call));
  },
});
