import type { Job, JobResult, JobStatus } from '@potoo/core';

/** Where a task stands, in the words of TTS.ai's SDKs. */
export type TaskStatus = 'queued' | 'processing' | 'completed' | 'failed';

const STATUSES: Readonly<Record<JobStatus, TaskStatus>> = {
  queued: 'queued',
  running: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** A task as the SDKs of TTS.ai read it: one id under each of the names that they know it by. */
export interface WireTask {
  readonly uuid: string;
  readonly job_id: string;
  readonly task_id: string;
  readonly status: TaskStatus;
  /** 0 to 1. */
  readonly progress: number;
  readonly result_url?: string;
  readonly cdn_url?: string;
  readonly url?: string;
  readonly results?: ReadonlyArray<{ readonly name: string; readonly url: string }>;
  /** Of a separation: each stem, and all of them in one file. */
  readonly stems?: ReadonlyArray<{ readonly name: string; readonly url: string }>;
  readonly zip_url?: string;
  readonly credits_used?: number;
  readonly credits_remaining?: number;
  /** Its error's code. */
  readonly error?: string;
  readonly message?: string;
}

/** Writes a job as a task. */
export function toWireTask(job: Job): WireTask {
  const { id, type, status, progress, resultUrl, results, usage, error } = job;
  return {
    uuid: id,
    job_id: id,
    task_id: id,
    status: STATUSES[status],
    progress,
    ...(resultUrl !== undefined && { result_url: resultUrl, cdn_url: resultUrl, url: resultUrl }),
    ...(results !== undefined && { results: results.map(({ name, url }) => ({ name, url })) }),
    ...(type === 'separate' && results !== undefined && stemsOf(results)),
    ...(usage?.creditsUsed !== undefined && { credits_used: usage.creditsUsed }),
    ...(usage?.creditsRemaining !== undefined && { credits_remaining: usage.creditsRemaining }),
    ...(error !== undefined && { error: error.code, message: error.message }),
    ...(status === 'cancelled' && { error: 'cancelled', message: 'The task was cancelled.' }),
  };
}

function stemsOf(results: readonly JobResult[]): Pick<WireTask, 'stems' | 'zip_url'> {
  const stems = results.filter(({ contentType }) => contentType.startsWith('audio/'));
  const zip = results.find(({ contentType }) => contentType === 'application/zip');
  return {
    stems: stems.map(({ name, url }) => ({ name: name.replace(/\.[^.]+$/, ''), url })),
    ...(zip && { zip_url: zip.url }),
  };
}
