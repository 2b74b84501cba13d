import { stat } from 'node:fs/promises';
import { NotFoundError } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { hostQuestions } from '../calls/host-questions.ts';
import { runTool } from '../calls/run-tool.ts';
import type { ToolResult } from '../results/tool-result.ts';
import { createShared } from '../serve/shared.ts';
import { resolveSettings } from '../settings.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob } from './get-job.ts';
import { synthesize } from './synthesize.ts';

const studio = studioService();
// Every call goes on as a job.
const bench = await workbench({ service: async () => studio, env: { POTOO_MCP_JOB_AFTER_MS: '0' } });
const start = async (text: string) => {
  const outcome = await bench.call(synthesize, { text, format: 'wav' });
  if (!('jobId' in outcome)) throw new Error('The call was answered.');
  return outcome.jobId;
};

describe('get_job', () => {
  it('waits for the result of a call that went on as a job', async () => {
    const id = await start('Hello from a job.');
    const { facts, files } = await bench.run(getJob, { job_id: id });

    expect(facts).toMatchObject({ job_id: id, state: 'completed', progress: 1, result: { voice: 'slt' } });
    expect((await stat(files?.[0]?.path ?? '')).size).toBe(files?.[0]?.bytes);
    expect((await bench.run(getJob, { job_id: id })).facts).toEqual(facts);
  });

  it('answers at once when asked not to wait', async () => {
    const id = await start('Many sentences. '.repeat(300));
    const { facts } = await bench.run(getJob, { job_id: id, wait: 0 });

    expect(facts).toMatchObject({ state: 'running', progress: expect.any(Number) });
    await bench.run(cancelJob, { job_id: id });
  });

  it('tells why a job failed', async () => {
    const { promise: result, reject } = Promise.withResolvers<ToolResult>();
    const { id } = bench.workspace.jobs.adopt({
      tool: 'synthesize',
      result,
      progress: () => ({ fraction: 0.25 }),
      cancel: () => {},
    });
    const waiting = bench.run(getJob, { job_id: id });
    reject(new NotFoundError('There is no voice "bella".', { reason: 'voice_not_found' }));
    const { facts } = await waiting;

    expect(facts).toMatchObject({ state: 'failed', error: expect.stringMatching(/bella.+voice_not_found/) });
  });

  it('stops waiting when the call is taken back', async () => {
    const id = await start('Many sentences. '.repeat(300));
    const stop = new AbortController();
    const waiting = bench.run(getJob, { job_id: id }, { signal: stop.signal });
    setImmediate(() => stop.abort(new Error('taken back')));

    await expect(waiting).rejects.toThrow('taken back');
    await bench.run(cancelJob, { job_id: id });
  });

  it('asks the service for jobs of the service', async () => {
    expect((await bench.run(getJob, { job_id: 'job-of-the-service' })).facts).toMatchObject({
      state: 'running',
      progress: 0.5,
    });
  });

  it('knows no job of another caller, and none that there never was', async () => {
    const id = await start('Secret.');
    const shared = createShared(resolveSettings({ POTOO_MCP_OUTPUT: bench.output }), { service: async () => studio });
    const stranger = (job_id: string) =>
      runTool(
        getJob,
        {
          input: { job_id },
          signal: new AbortController().signal,
          tellProgress: undefined,
          host: 'b',
          questions: hostQuestions({ forms: false, folders: false }, {}),
        },
        shared.workspaceOf('stranger'),
      );

    const errors = await Promise.all(
      [id, 'no-such-job'].map((each) => stranger(each).catch((error: unknown) => error)),
    );
    expect(errors[0]).toMatchObject({ code: 'not_found', reason: 'job_not_found' });
    expect(JSON.stringify(errors[0])).toBe(JSON.stringify(errors[1]));
    await bench.run(getJob, { job_id: id });
  });
});
