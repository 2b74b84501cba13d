import type { Job, JobRequest, JobStatus, VoiceService } from '@potoo/core';
import type { Transaction } from '../db/database.ts';
import type { jobs as table } from '../db/schema/index.ts';

/** A job as the database has it. */
export type JobRecord = typeof table.$inferSelect;

/**
 * Rooms that keep something of their own with a job: what it costs, whom to tell. Each hook runs in the transaction that
 * changes the job, so that both happen or neither; it must use no other connection and wait for nothing else.
 */
export interface JobHooks {
  /** A job was handed to the queue: at first, and each time it is tried again. What it throws refuses the job. */
  readonly onQueued?: (job: JobRecord, tx: Transaction) => Promise<void>;
  /** A job has completed, failed or been cancelled: once for each time it was queued. */
  readonly onEnded?: (job: JobRecord, tx: Transaction) => Promise<void>;
}

/** What comes with a job beside its request. */
export interface SubmitOptions {
  /** Address of the server as the caller knows it, without a last slash; links begin with it. @default '' */
  readonly baseUrl?: string | undefined;
  /** Kept with the job, for hooks. @default {} */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Which jobs to list. */
export interface JobFilter {
  readonly status?: JobStatus | undefined;
  /** Most of them, 1 to 100. @default 20 */
  readonly limit?: number | undefined;
  /** Id of a job: only older ones. */
  readonly before?: string | undefined;
}

/** How to follow a job. */
export interface WatchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Number of the last change that is known already. @default None is. */
  readonly after?: number | undefined;
}

/** A job, and how many times it has changed. */
export interface JobChange {
  readonly job: Job;
  readonly revision: number;
}

/** How the queue stands, on all machines together. */
export interface QueueState {
  readonly queued: number;
  readonly running: number;
  /** How long the oldest job waits; 0 if none does. */
  readonly oldestMs: number;
  /** How long no job has been started, come further or ended while some wait; 0 if none does. */
  readonly stalledMs: number;
  /** Jobs that the living workers do at once. */
  readonly capacity: number;
}

/** A process's part in the work. */
export interface JobWorker {
  /** Jobs that it works on. */
  readonly running: number;
  /**
   * Takes no more jobs, lets those under way finish, and hands back what takes longer than the grace: others start it
   * again. May be called twice, the second time to hasten.
   */
  drain(graceMs: number): Promise<void>;
}

/** Long work: handed in, done by any process on the database, looked up by its owner. */
export interface Jobs {
  /**
   * Hands a job in. It is on disk when this resolves.
   * @throws {BadRequestError} If the request is wrong as far as that can be told before the work.
   * @throws {ModelLoadingError} `overloaded`, if too many jobs wait already, or for too long.
   */
  submit(owner: string, request: JobRequest, options?: SubmitOptions): Promise<Job>;
  /** @throws {NotFoundError} `job_not_found` if there is none, or it belongs to another owner; so do all that take an id. */
  get(owner: string, id: string): Promise<Job>;
  /** The owner's jobs, latest first. */
  list(owner: string, filter?: JobFilter): Promise<Job[]>;
  /** Stops a job, wherever it runs, within about a second. A finished one stays as it is. */
  cancel(owner: string, id: string): Promise<Job>;
  /**
   * Hands a failed or cancelled job in again.
   * @throws {BadRequestError} `job_not_retryable` (409) for any other, or if what it is to work on is gone.
   */
  retry(owner: string, id: string): Promise<Job>;
  /** The job now, then after each change, until it has ended. */
  watch(owner: string, id: string, options?: WatchOptions): AsyncGenerator<JobChange>;
  /** The job as the database has it, for hooks and dialects. */
  record(owner: string, id: string): Promise<JobRecord>;
  /** These methods as the contract has them, for one owner. */
  serviceFor(owner: string, options?: SubmitOptions): JobMethods;
  state(): Promise<QueueState>;
  /** Begins to work on jobs. */
  work(service: ServiceForJob, options: { readonly capacity: number }): Promise<JobWorker>;
  /** Hands back what this process works on, and lets go of timers. The database stays open. */
  close(): Promise<void>;
}

/** Who does the work of jobs: one service, or one for each job, such as one that meters for its owner. */
export type ServiceForJob = VoiceService | ((job: JobRecord) => VoiceService | Promise<VoiceService>);

/** The part of the contract that is about jobs. */
export type JobMethods = Pick<VoiceService, 'submit' | 'getJob' | 'cancelJob' | 'watchJob'>;
