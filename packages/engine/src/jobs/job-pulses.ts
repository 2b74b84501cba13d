import { inArray } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { jobs } from '../db/schema/index.ts';
import type { JobRecord } from './contract.ts';

/** The parts of a job that tell whether it has changed, and whether whoever works on it should go on. */
export type JobPulse = Pick<JobRecord, 'id' | 'status' | 'attempt' | 'revision'>;

/** Follows jobs that other processes may change. */
export interface JobPulses {
  /**
   * Calls back when the job has changed: at once if this process did it, else within half a second; with undefined if it
   * is gone. It may call back without a change.
   * @returns Stops following.
   */
  follow(id: string, onPulse: (pulse: JobPulse | undefined) => void): () => void;
  /** Tells this process's followers of a change. */
  announce(pulse: JobPulse): void;
  close(): void;
}

const POLL_MS = 500;

/** Looks all followed jobs up together, as long as any is followed. */
export function createJobPulses({ orm }: Database): JobPulses {
  const followers = new Map<string, Set<(pulse: JobPulse | undefined) => void>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const tell = (id: string, pulse: JobPulse | undefined) => {
    for (const onPulse of followers.get(id) ?? []) onPulse(pulse);
  };
  const poll = async () => {
    const ids = [...followers.keys()];
    const { id, status, attempt, revision } = jobs;
    const found = await orm.select({ id, status, attempt, revision }).from(jobs).where(inArray(jobs.id, ids));
    const byId = new Map(found.map((pulse) => [pulse.id, pulse]));
    for (const id of ids) tell(id, byId.get(id));
  };
  const pollLater = () => {
    if (timer !== undefined || followers.size === 0 || isClosed) return;
    timer = setTimeout(async () => {
      // While the database cannot be reached nobody learns anything; the next look tells.
      await poll().catch(() => {});
      timer = undefined;
      pollLater();
    }, POLL_MS);
    timer.unref();
  };

  return {
    follow(id, onPulse) {
      const ofJob = followers.get(id) ?? new Set();
      followers.set(id, ofJob.add(onPulse));
      pollLater();
      return () => {
        ofJob.delete(onPulse);
        if (ofJob.size === 0 && followers.get(id) === ofJob) followers.delete(id);
      };
    },
    announce: (pulse) => tell(pulse.id, pulse),
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
