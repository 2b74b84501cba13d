import { randomBytes } from 'node:crypto';
import type { CallOptions, Progress } from '@potoo/core';
import { ModelLoadingError, type PotooError } from '@potoo/core/errors';
import type { ToolResult } from '../results/tool-result.ts';
import { noSuchJob } from './no-such-job.ts';

/** Where a job stands. */
export type JobState = 'running' | 'completed' | 'failed' | 'cancelled';

/** Work that goes on after its call was answered. */
export interface Job {
  readonly id: string;
  /** Name of the tool. */
  readonly tool: string;
  readonly state: JobState;
  readonly progress: Progress;
  readonly result?: ToolResult;
  readonly error?: unknown;
}

/** Work that is under way. */
export interface Work {
  readonly tool: string;
  readonly result: Promise<ToolResult>;
  /** How far it is. */
  progress(): Progress;
  /** Stops it. */
  cancel(reason: Error): void;
}

/** The jobs of one caller. Nobody else sees them, whatever id they guess. */
export interface JobDesk {
  /** Takes on work that is under way. @throws {ModelLoadingError} If there is too much of it already. */
  adopt(work: Work): Job;
  /** @throws {NotFoundError} If this caller has no such job. */
  get(id: string): Job;
  /** Stops a job; one that is over stays as it is. @throws {NotFoundError} */
  cancel(id: string): Job;
  has(id: string): boolean;
  /** Waits until a job is over, at most so long. @param onProgress - Told how far it is meanwhile. */
  wait(id: string, mostMs: number, call: Pick<CallOptions, 'signal' | 'onProgress'>): Promise<Job>;
  /** Stops everything. */
  close(): void;
}

const MOST_RUNNING = 16;
/** Finished jobs that are remembered; the oldest go first. Their files stay. */
const MOST_FINISHED = 100;
const TELL_EVERY_MS = 500;

interface Entry {
  readonly work: Work;
  readonly over: Promise<void>;
  job: Omit<Job, 'progress'>;
}

/** Makes a desk for one caller. */
export function createJobDesk(): JobDesk {
  const entries = new Map<string, Entry>();
  const find = (id: string): Entry => {
    const entry = entries.get(id);
    if (!entry) throw noSuchJob();
    return entry;
  };
  const describe = ({ job, work }: Entry): Job => ({
    ...job,
    progress: job.state === 'completed' ? { fraction: 1 } : work.progress(),
  });
  const isRunning = ({ job }: Entry) => job.state === 'running';

  const desk: JobDesk = {
    adopt: (work) => {
      if ([...entries.values()].filter(isRunning).length >= MOST_RUNNING) throw tooManyJobs();
      const id = randomBytes(16).toString('base64url');
      const entry: Entry = {
        work,
        job: { id, tool: work.tool, state: 'running' },
        over: work.result.then(
          (result) => settle({ state: 'completed', result }),
          (error: unknown) => settle({ state: 'failed', error }),
        ),
      };
      const settle = (end: Pick<Job, 'state' | 'result' | 'error'>) => {
        if (isRunning(entry)) entry.job = { ...entry.job, ...end };
        forgetOldest(entries);
      };
      entries.set(id, entry);
      return describe(entry);
    },
    has: (id) => entries.has(id),
    get: (id) => describe(find(id)),
    cancel: (id) => {
      const entry = find(id);
      if (isRunning(entry)) {
        entry.job = { ...entry.job, state: 'cancelled' };
        entry.work.cancel(new Error('The job was cancelled.'));
      }
      return describe(entry);
    },
    wait: async (id, mostMs, { signal, onProgress }) => {
      const entry = find(id);
      if (!isRunning(entry) || mostMs <= 0) return describe(entry);
      const telling = setInterval(() => onProgress?.(entry.work.progress()), TELL_EVERY_MS);
      try {
        await raceOver(entry.over, mostMs, signal);
      } finally {
        clearInterval(telling);
      }
      return describe(entry);
    },
    close: () => {
      for (const id of entries.keys()) desk.cancel(id);
    },
  };
  return desk;
}

async function raceOver(over: Promise<void>, mostMs: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const { promise: stopped, resolve: stop, reject } = Promise.withResolvers<void>();
  const takeBack = () => reject(signal?.reason);
  const timer = setTimeout(stop, mostMs);
  signal?.addEventListener('abort', takeBack, { once: true });
  try {
    await Promise.race([over, stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', takeBack);
  }
}

function forgetOldest(entries: Map<string, Entry>): void {
  const finished = [...entries].filter(([, { job }]) => job.state !== 'running');
  for (const [id] of finished.slice(0, -MOST_FINISHED)) entries.delete(id);
}

function tooManyJobs(): PotooError {
  return new ModelLoadingError(`${MOST_RUNNING} jobs are running already.`, {
    reason: 'overloaded',
    hint: 'Wait for one with get_job, or stop one with cancel_job.',
  });
}
