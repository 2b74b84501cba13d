import type { Job, JobItem, JobResult, JobStatus, JobType } from '../contract/jobs.ts';
import type { Usage } from '../contract/usage.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { readUsage } from './details.ts';
import { reviveError } from './error-envelope.ts';
import { defined, Fields } from './fields.ts';

/** Where jobs stand. */
export const JOB_STATUSES: readonly JobStatus[] = ['queued', 'running', 'completed', 'failed', 'cancelled'];

/** What jobs do. */
export const JOB_TYPES: readonly JobType[] = [
  'synthesize',
  'speakAs',
  'transcribe',
  'convertVoice',
  'transformSpeech',
  'translateSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'convertAudio',
  'batch',
];

/** A job as the HTTP interface has it. Times are ISO 8601. */
export interface WireJob {
  readonly id: string;
  readonly type?: JobType;
  readonly status: JobStatus;
  readonly progress: number;
  readonly stage?: string;
  readonly created_at: string;
  readonly completed_at?: string;
  readonly result_url?: string;
  readonly error?: ErrorBody;
  readonly results?: ReadonlyArray<{
    readonly name: string;
    readonly url: string;
    readonly content_type: string;
    readonly bytes: number;
    readonly expires_at: string;
  }>;
  readonly items?: ReadonlyArray<{
    readonly index: number;
    readonly status: JobStatus;
    readonly result_url?: string;
    readonly error?: ErrorBody;
    readonly usage?: Usage;
  }>;
  readonly usage?: Usage;
}

/** Writes a job. */
export function toWireJob(job: Job): WireJob {
  const { id, type, status, progress, stage, createdAt, completedAt, resultUrl, error, results, items, usage } = job;
  return {
    id,
    ...defined({ type }),
    status,
    progress,
    ...defined({ stage }),
    created_at: createdAt.toISOString(),
    ...defined({ completed_at: completedAt?.toISOString(), result_url: resultUrl, error }),
    ...defined({ results: results?.map(toWireResult), items: items?.map(toWireItem), usage }),
  };
}

/** Reads a job. @throws {UnreachableError} `invalid_response` if it is none. */
export function fromWireJob(value: unknown): Job {
  const fields = new Fields(value);
  return {
    id: fields.string('id'),
    status: fields.oneOf('status', JOB_STATUSES),
    progress: fields.optionalNumber('progress') ?? 0,
    createdAt: fields.date('created_at'),
    ...defined({
      type: fields.optionalOneOf('type', JOB_TYPES),
      stage: fields.optionalString('stage'),
      completedAt: fields.raw('completed_at') === undefined ? undefined : fields.date('completed_at'),
      resultUrl: fields.optionalString('result_url'),
      error: readError(fields),
      results: fields.raw('results') === undefined ? undefined : fields.objects('results', readResult),
      items: fields.raw('items') === undefined ? undefined : fields.objects('items', readItem),
      usage: readItsUsage(fields),
    }),
  };
}

function toWireResult({ name, url, contentType, bytes, expiresAt }: JobResult) {
  return { name, url, content_type: contentType, bytes, expires_at: expiresAt.toISOString() };
}

function toWireItem({ index, status, resultUrl, error, usage }: JobItem) {
  return { index, status, ...defined({ result_url: resultUrl, error, usage }) };
}

function readResult(fields: Fields): JobResult {
  return {
    name: fields.string('name'),
    url: fields.string('url'),
    contentType: fields.string('content_type'),
    bytes: fields.number('bytes'),
    expiresAt: fields.date('expires_at'),
  };
}

function readItem(fields: Fields): JobItem {
  return {
    index: fields.number('index'),
    status: fields.oneOf('status', JOB_STATUSES),
    ...defined({
      resultUrl: fields.optionalString('result_url'),
      error: readError(fields),
      usage: readItsUsage(fields),
    }),
  };
}

function readItsUsage(fields: Fields): Usage | undefined {
  return fields.raw('usage') === undefined ? undefined : readUsage(fields);
}

function readError(fields: Fields): ErrorBody | undefined {
  const error = fields.raw('error');
  return error === undefined ? undefined : reviveError(error).toJSON();
}
