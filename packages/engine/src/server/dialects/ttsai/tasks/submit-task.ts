import { InternalError, type Job, type JobRequest, type VoiceService } from '@potoo/core';
import { reviveError } from '@potoo/core/wire';
import { usageHeaders } from '../../../responses/result-headers.ts';
import type { ServerContext } from '../../../server-env.ts';
import { isSdkPath, type TaskWishes } from './wants-task.ts';
import { toWireTask } from './wire-task.ts';

/** Hands a request in as a job, and answers with the task. */
export async function submitTask(c: ServerContext, service: VoiceService, request: JobRequest): Promise<Response> {
  const job = await service.submit(request, { signal: c.req.raw.signal });
  return acceptedResponse(c, job, toWireTask(job));
}

/** The answer to a request that was taken as a job: 202; or 200, which is the only success that the Python SDK knows. */
export function acceptedResponse(c: ServerContext, { id }: Job, body: object): Response {
  return Response.json(body, { status: isSdkPath(c) ? 200 : 202, headers: { location: `/v1/jobs/${id}` } });
}

/** Where the end of a job is to be told. */
export function webhookOf({ webhook_url: webhookUrl }: TaskWishes): Pick<JobRequest, 'webhookUrl'> {
  return webhookUrl === undefined ? {} : { webhookUrl };
}

/** Hands a request in as a job, waits for its end, and answers with the finished task. A client that leaves cancels it. */
export async function finishedTask(c: ServerContext, service: VoiceService, request: JobRequest): Promise<Response> {
  const { signal } = c.req.raw;
  const { id } = await service.submit(request, { signal });
  try {
    let last: Job | undefined;
    for await (const job of service.watchJob(id, { signal })) last = job;
    if (last?.error) throw reviveError(last.error);
    if (last?.status !== 'completed') {
      throw new InternalError('The task was stopped.', { reason: 'cancelled', hint: 'Send the request again.' });
    }
    return Response.json(toWireTask(last), { headers: usageHeaders(last.usage ?? {}) });
  } catch (error) {
    if (signal.aborted) await service.cancelJob(id).catch(() => {});
    throw error;
  }
}
