import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob } from './get-job.ts';
import { synthesize } from './synthesize.ts';

const bench = await workbench({ service: async () => studioService(), env: { POTOO_MCP_JOB_AFTER_MS: '0' } });

describe('cancel_job', () => {
  it('stops a job, which leaves no file', async () => {
    const outcome = await bench.call(synthesize, { text: 'Many sentences. '.repeat(500), filename: 'stopped' });
    const id = 'jobId' in outcome ? outcome.jobId : '';

    expect((await bench.run(cancelJob, { job_id: id })).facts).toMatchObject({ job_id: id, state: 'cancelled' });
    expect((await bench.run(getJob, { job_id: id })).facts).toMatchObject({ state: 'cancelled' });
    await bench.workspace.outputs.root();
    expect(await readdir(bench.output)).toEqual([]);
  });

  it('leaves a job that is over as it is', async () => {
    const outcome = await bench.call(synthesize, { text: 'Done.' });
    const id = 'jobId' in outcome ? outcome.jobId : '';
    await bench.run(getJob, { job_id: id });

    expect((await bench.run(cancelJob, { job_id: id })).facts).toMatchObject({ state: 'completed' });
    expect((await bench.run(getJob, { job_id: id })).facts).toMatchObject({ result: { voice: 'slt' } });
  });

  it('cancels a job of the service, and knows no other', async () => {
    const { facts } = await bench.run(cancelJob, { job_id: 'job-of-the-service' });
    expect(facts).toMatchObject({ state: 'cancelled' });
    await expect(bench.run(cancelJob, { job_id: 'x' })).rejects.toMatchObject({ reason: 'job_not_found' });
  });
});
