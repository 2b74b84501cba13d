import type { Job } from '@potoo/core';
import type { JobChange, JobRecord, WatchOptions } from './contract.ts';
import type { JobPulses } from './job-pulses.ts';

/** How a job is looked up. */
export interface JobSource {
  find(): Promise<JobRecord>;
  describe(record: JobRecord): Promise<Job>;
  readonly pulses: JobPulses;
}

/** Gives a job now and after each change, until it has ended. Changes that come faster than they are read become one. */
export async function* watchJob(
  { find, describe, pulses }: JobSource,
  id: string,
  { signal, after = 0 }: WatchOptions,
): AsyncGenerator<JobChange> {
  signal?.throwIfAborted();
  let seen = after;
  let wake = newWake();
  const unfollow = pulses.follow(id, (pulse) => {
    if (pulse === undefined || pulse.revision > seen) wake.resolve();
  });
  const stop = () => wake.reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      // Before the look, so that no change falls between.
      wake = newWake();
      const record = await find();
      signal?.throwIfAborted();
      if (record.revision > seen) {
        seen = record.revision;
        yield { job: await describe(record), revision: record.revision };
      }
      if (hasEnded(record)) return;
      signal?.throwIfAborted();
      await wake.promise;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    unfollow();
  }
}

/** A promise from outside, whose rejection is somebody's business only while it is waited for. */
function newWake(): PromiseWithResolvers<void> {
  const wake = Promise.withResolvers<void>();
  wake.promise.catch(() => {});
  return wake;
}

/** Whether nothing more will happen to a job by itself. */
export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}
