import type { ErrorBody } from '../errors/potoo-error.ts';
import type { SeparateRequest } from './audio-tools.ts';
import type { SpeechRequest } from './speech.ts';

/** Work that may take longer than a connection lasts. */
export type JobRequest =
  | { readonly type: 'synthesize'; readonly request: SpeechRequest; readonly webhookUrl?: string }
  | { readonly type: 'separate'; readonly request: SeparateRequest; readonly webhookUrl?: string }
  | { readonly type: 'batch'; readonly requests: readonly SpeechRequest[]; readonly webhookUrl?: string };

/** Where a job stands. */
export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** A job that the service has accepted. */
export interface Job {
  readonly id: string;
  readonly status: JobStatus;
  /** 0 to 1. */
  readonly progress: number;
  readonly createdAt: Date;
  readonly completedAt?: Date;
  /** Where the result can be fetched once `status` is `completed`. */
  readonly resultUrl?: string;
  /** Why it failed. */
  readonly error?: ErrorBody;
}
