import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { defineTool } from '../tools/tool.ts';
import { runTool } from './run-tool.ts';

const bench = await workbench({ service: async () => studioService(), env: { POTOO_MCP_JOB_AFTER_MS: '0' } });

/** A tool that is done when the test says so. */
function slowTool() {
  const gate = Promise.withResolvers<string>();
  const seen: { signal?: AbortSignal } = {};
  const tool = defineTool({
    name: 'slow',
    title: 'Slow',
    description: 'Takes its time.',
    group: 'talk',
    icon: 'x',
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    input: z.strictObject({}),
    output: z.object({ said: z.string() }),
    run: async (_, { call }) => {
      seen.signal = call.signal;
      call.signal.addEventListener('abort', () => gate.reject(call.signal.reason));
      call.onProgress?.({ fraction: 0.5, stage: 'half' });
      return { facts: Object.assign({ said: await gate.promise }, { backendOnly: 'do-not-leak' }) };
    },
  });
  return { tool, gate, seen };
}

describe('a call that takes long', () => {
  it('goes on as a job, which the end of the call no longer touches', async () => {
    const { tool, gate, seen } = slowTool();
    const stop = new AbortController();
    const outcome = await bench.call(tool, {}, { signal: stop.signal });
    expect(outcome).toMatchObject({ jobId: expect.any(String), progress: { fraction: 0.5, stage: 'half' } });

    stop.abort(new Error('The host has moved on.'));
    expect(seen.signal?.aborted).toBe(false);
    gate.resolve('done');
    const id = 'jobId' in outcome ? outcome.jobId : '';
    const job = await bench.workspace.jobs.wait(id, 1000, {});
    expect(job).toMatchObject({ state: 'completed', result: { facts: { said: 'done' } } });
    expect(JSON.stringify(job)).not.toContain('do-not-leak');
  });

  it('is waited for where nobody could ask for a job', async () => {
    const { tool, gate } = slowTool();
    const call = { input: {}, signal: new AbortController().signal, tellProgress: undefined, host: undefined };
    const questions = {
      canShowForms: false,
      askForm: () => Promise.reject(new Error('asked')),
      askFolders: async () => [],
    };
    const running = runTool(tool, { ...call, questions }, { ...bench.workspace, jobAfterMs: undefined });
    setImmediate(() => gate.resolve('done'));
    expect(await running).toEqual({ result: { facts: { said: 'done' } } });
  });

  it('is stopped when it is taken back before it is a job', async () => {
    const { tool, seen } = slowTool();
    const stop = new AbortController();
    const workspace = { ...bench.workspace, jobAfterMs: undefined };
    const questions = {
      canShowForms: false,
      askForm: () => Promise.reject(new Error('asked')),
      askFolders: async () => [],
    };
    const call = { input: {}, signal: stop.signal, tellProgress: undefined, host: undefined, questions };
    const running = runTool(tool, call, workspace);
    setImmediate(() => stop.abort(new Error('taken back')));
    await expect(running).rejects.toThrow('taken back');
    expect(seen.signal?.aborted).toBe(true);
  });

  it('is refused when too many are running', async () => {
    const begun = Array.from({ length: 17 }, slowTool);
    const outcomes = await Promise.all(begun.map(({ tool }) => bench.call(tool, {}).catch((error: unknown) => error)));
    expect(outcomes.filter((outcome) => outcome instanceof Error)).toMatchObject([{ reason: 'overloaded' }]);
    bench.workspace.jobs.close();
  });
});
