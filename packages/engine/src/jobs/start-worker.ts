import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { workers } from '../db/schema/index.ts';
import type { JobWorker } from './contract.ts';
import type { Queue } from './queue.ts';
import type { Delivery, Runner } from './runner.ts';

/** Name of the queue of jobs. */
export const JOB_QUEUE = 'potoo-jobs';

const BEAT_MS = 5_000;
/** How long work may take to stop. */
const HAND_BACK_MS = 10_000;

/** What a worker needs. */
export interface WorkerOptions {
  readonly queue: Queue;
  readonly database: Database;
  /** Jobs that it does at once. */
  readonly capacity: number;
  /** Makes what works on jobs, under a name for this worker. */
  readonly createRunner: (worker: string) => Runner;
}

/**
 * How often a slot looks for jobs. New ones wake it; those that are delivered once more do not. The slots of a small
 * machine look about twice a second together, each slot at least every four seconds or so.
 */
function looking(capacity: number) {
  const seconds = Math.max(0.5, Math.min(4, capacity / 2) * (0.75 + Math.random() / 2));
  return { pollingIntervalSeconds: Math.min(2, seconds), notifyPollingIntervalSeconds: seconds };
}

/** Begins to take jobs from the queue, and to tell the other processes that it does. */
export async function startWorker({ queue, database, capacity, createRunner }: WorkerOptions): Promise<JobWorker> {
  const id = randomUUID();
  const runner = createRunner(id);
  const handBack = new AbortController();
  const state = { running: 0 };

  const beat = async () => {
    const row = { id, host: hostname(), capacity };
    const target = { target: workers.id, set: { seenAt: sql`now()` } };
    await database.orm.insert(workers).values(row).onConflictDoUpdate(target);
  };
  await beat();
  // While the database cannot be reached nobody else can look either.
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS).unref();

  const slots = Array.from({ length: capacity }, async () => {
    let slot = '';
    slot = await queue.work<Delivery>(
      JOB_QUEUE,
      { ...looking(capacity), heartbeatRefreshSeconds: 3 },
      async ([delivered]) => {
        if (delivered === undefined) return;
        state.running += 1;
        try {
          await runner.run(delivered.data, handBack.signal);
        } finally {
          state.running -= 1;
          // Whoever has just finished looks for the next job at once.
          queue.notifyWorker(slot);
        }
      },
    );
  });
  await Promise.all(slots);

  let finished: Promise<unknown> | undefined;
  return {
    get running() {
      return state.running;
    },
    async drain(graceMs) {
      finished ??= queue.offWork(JOB_QUEUE, { wait: true });
      const waiting = new AbortController();
      await Promise.race([finished, delay(graceMs, undefined, { signal: waiting.signal }).catch(() => {})]);
      waiting.abort();
      handBack.abort(new DOMException('The worker is ending.', 'AbortError'));
      // Work that does not heed its signal is left alone: the heartbeat of its job runs out, and others take it.
      await Promise.race([finished, delay(HAND_BACK_MS, undefined, { ref: false })]);
      clearInterval(timer);
      // Its row counts no more soon anyway, if the database cannot be reached now.
      await database.orm
        .delete(workers)
        .where(eq(workers.id, id))
        .catch(() => {});
    },
  };
}
