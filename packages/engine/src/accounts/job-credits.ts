import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { jobItems, jobs } from '../db/schema/index.ts';
import type { JobHooks, JobRecord } from '../jobs/contract.ts';
import type { JobPrice } from './job-prices.ts';
import { reserveWithin, settleWithin } from './ledger.ts';

/** How long a job may wait and work before its credits are given back: longer than anything keeps it. */
const LONGEST_MS = 14 * 24 * 3_600_000;

/** What is kept with a job that is paid for. */
export interface PaidContext extends Readonly<Record<string, unknown>> {
  readonly price: JobPrice;
}

/** Puts credits aside when a job is queued, and settles when it has ended; what failed or was cancelled costs nothing. */
export const JOB_CREDITS: JobHooks = {
  async onQueued(job, tx) {
    const price = priceOf(job);
    if (!price) return;
    await reserveWithin(tx, {
      id: reservationOf(job),
      accountId: job.owner,
      amount: sum(price.parts),
      feature: `job: ${job.type}`,
      holder: `job:${job.id}`,
      expiresAt: new Date(Date.now() + LONGEST_MS),
    });
  },
  async onEnded(job, tx) {
    const price = priceOf(job);
    if (!price) return;
    const cost = job.status === 'completed' ? await costOf(job, price, tx) : 0;
    const { used: creditsUsed, balance: creditsRemaining } = await settleWithin(tx, reservationOf(job), cost);
    await tx
      .update(jobs)
      .set({ usage: { ...job.usage, creditsUsed, creditsRemaining } })
      .where(eq(jobs.id, job.id));
  },
};

/** A job that is tried again is paid for again. */
function reservationOf({ id, run }: JobRecord): string {
  return `${id}.${run}`;
}

/** Of a batch only the texts that were spoken are paid for; each is told what it cost. */
async function costOf(job: JobRecord, { parts }: JobPrice, tx: Transaction): Promise<number> {
  if (job.type !== 'batch') return sum(parts);
  const spoken = and(eq(jobItems.jobId, job.id), eq(jobItems.status, 'completed'));
  const items = await tx.select().from(jobItems).where(spoken);
  const costs = items.map(({ index, usage }) => ({ index, usage: { ...usage, creditsUsed: parts[index] ?? 0 } }));
  for (const { index, usage } of costs) {
    await tx
      .update(jobItems)
      .set({ usage })
      .where(and(spoken, eq(jobItems.index, index)));
  }
  return sum(costs.map(({ usage }) => usage.creditsUsed));
}

function priceOf({ context }: JobRecord): JobPrice | undefined {
  const price = context['price'];
  if (typeof price !== 'object' || price === null || !('parts' in price) || !Array.isArray(price.parts))
    return undefined;
  const parts: readonly unknown[] = price.parts;
  return { parts: parts.filter((part) => typeof part === 'number') };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
