import { ModelLoadingError } from '@potoo/core';
import { type SQL, sql } from 'drizzle-orm';
import type { Orm, Transaction } from '../db/database.ts';
import { jobs, workers } from '../db/schema/index.ts';
import type { QueueState } from './contract.ts';

/** How long jobs may wait before no more are taken. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Jobs that may wait for each that is worked on at once, and whatever the number of workers. */
const WAITING = { perWorker: 250, least: 1_000 } as const;
/** A worker that was not seen for longer than this counts no more. */
const WORKER_SILENCE_SECONDS = 20;

/** Looks at the whole queue, which takes one short query. */
export async function readQueueState(orm: Orm | Transaction): Promise<QueueState> {
  const alive = sql`${workers.seenAt} > now() - make_interval(secs => ${WORKER_SILENCE_SECONDS})`;
  const waiting = sql`filter (where ${jobs.status} = 'queued')`;
  const atWork = sql`filter (where ${jobs.status} = 'running')`;
  const oldest = sql`min(${jobs.queuedAt}) ${waiting}`;
  const lastEnd = sql`(select max(${jobs.completedAt}) from ${jobs})`;
  // Without waiting jobs there is no oldest one; `greatest` passes over what is not there.
  const lastMove = sql`case when count(*) ${waiting} > 0 then greatest(${oldest}, max(${jobs.changedAt}) ${atWork}, ${lastEnd}) end`;
  const [state] = await orm
    .select({
      queued: sql`count(*) ${waiting}`.mapWith(Number),
      running: sql`count(*) ${atWork}`.mapWith(Number),
      oldestMs: msSince(oldest),
      stalledMs: msSince(lastMove),
      capacity: sql`(select coalesce(sum(${workers.capacity}), 0) from ${workers} where ${alive})`.mapWith(Number),
    })
    .from(jobs)
    .where(sql`${jobs.status} in ('queued', 'running')`);
  return state ?? { queued: 0, running: 0, oldestMs: 0, stalledMs: 0, capacity: 0 };
}

/** Milliseconds since a moment, 0 if there was none. */
function msSince(moment: SQL) {
  return sql`coalesce(1000 * extract(epoch from now() - ${moment}), 0)`.mapWith(Number);
}

/**
 * Refuses a job that would wait too long to be of use, rather than let all of them grow old.
 * @throws {ModelLoadingError} `overloaded`, with the wait after which there may be room.
 */
export function assertAdmissible({ queued, oldestMs, capacity }: QueueState): void {
  const most = Math.max(WAITING.least, WAITING.perWorker * capacity);
  const isOld = oldestMs > LONGEST_WAIT_MS && queued > capacity;
  if (queued < most && !isOld) return;
  throw new ModelLoadingError(
    isOld ? 'Jobs wait for more than 15 minutes already.' : `There are ${queued} jobs waiting already.`,
    {
      reason: 'overloaded',
      hint: 'Submit the job again later; on a server of your own, add workers with potoo worker.',
      retryAfterMs: 60_000,
    },
  );
}
