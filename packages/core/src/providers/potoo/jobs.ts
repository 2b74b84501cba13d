import type { AudioInput } from '../../audio/audio-input.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Job, JobRequest, JobRequests } from '../../contract/jobs.ts';
import type { Clock } from '../../transport/clock.ts';
import { jsonBody, type RequestBody } from '../../transport/request-body.ts';
import type { Transport } from '../../transport/transport.ts';
import { fromWireJob } from '../../wire/jobs.ts';
import { PATHS } from '../../wire/paths.ts';
import { toSpeechBody } from '../../wire/speech-request.ts';
import { inCallerTerms } from '../shared/caller-terms.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { followEvents } from './follow-events.ts';

/** Hands in long work. */
export async function submit(
  transport: Transport,
  uploads: Uploads,
  job: JobRequest,
  options: CallOptions,
): Promise<Job> {
  try {
    options.signal?.throwIfAborted();
    const body = await jobBody(uploads, job);
    const sent = { method: 'POST', path: PATHS.jobs, accept: 'application/json', body } as const;
    return fromWireJob(await (await transport.send(sent, options)).json());
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Looks a job up. */
export async function getJob(transport: Transport, id: string, options: CallOptions): Promise<Job> {
  const answer = await transport.send({ method: 'GET', path: jobPath(id), accept: 'application/json' }, options);
  return fromWireJob(await answer.json());
}

/** Stops a job. */
export async function cancelJob(transport: Transport, id: string, options: CallOptions): Promise<Job> {
  const path = `${jobPath(id)}/cancel`;
  const answer = await transport.send({ method: 'POST', path, accept: 'application/json' }, options);
  return fromWireJob(await answer.json());
}

/** Follows a job until it ends. */
export async function* watchJob(
  transport: Transport,
  clock: Clock,
  id: string,
  options: CallOptions,
): AsyncGenerator<Job> {
  yield* followEvents(transport, clock, { path: `${jobPath(id)}/events`, read: fromWireJob, hasEnded }, options);
}

function hasEnded({ status }: Job): boolean {
  return status !== 'queued' && status !== 'running';
}

function jobPath(id: string): string {
  return `${PATHS.jobs}${encodeURIComponent(id)}`;
}

async function jobBody(uploads: Uploads, job: JobRequest): Promise<RequestBody> {
  const webhook = job.webhookUrl === undefined ? {} : { webhook_url: job.webhookUrl };
  const { type } = job;
  if (job.type === 'batch') {
    return jsonBody({ type, requests: job.requests.map((request) => toSpeechBody(request)), ...webhook });
  }
  if (job.type === 'synthesize') return jsonBody({ type, request: toSpeechBody(job.request), ...webhook });
  const { audio, fileName, ...fields } = flatten(job.request);
  const wire = { type, request: snakeKeys(fields), ...webhook };
  return uploadBody(uploads, { audio, ...(fileName !== undefined && { fileName }) }, { job: JSON.stringify(wire) });
}

/** A request with its audio under one name. */
function flatten(request: AudioJobRequest): { readonly audio: AudioInput; readonly fileName?: string } & object {
  if (!('reference' in request)) return request;
  const { reference, ...rest } = request;
  return { audio: reference, ...rest };
}

type AudioJobRequest = JobRequests[Exclude<keyof JobRequests, 'synthesize'>];

function snakeKeys(fields: object): Record<string, unknown> {
  const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [snake(key), value]));
}
