import { randomBytes } from 'node:crypto';
import { type ErrorBody, NotFoundError, type Usage } from '@potoo/core';
import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Orm, Transaction } from '../db/database.ts';
import { jobItems, jobs } from '../db/schema/index.ts';
import type { JobFilter, JobRecord } from './contract.ts';

/**
 * Starts of a job before it counts as one that ends its workers. It may have been the neighbour of such a one, so there
 * are more of them than of tries that end with an error.
 */
export const MOST_STARTS = 5;
/** Tries of a job that ends with an error which may pass. */
export const MOST_TRIES = 3;

/** An item of a batch as the database has it. */
export type JobItemRecord = typeof jobItems.$inferSelect;

/** The start of a job by a worker. Only the latest may write. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

const changed = { revision: sql`${jobs.revision} + 1`, changedAt: sql`now()` } as const;

/** An id that cannot be guessed: 128 bits of the system's random numbers. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The next place in the queue for an owner: start-time fair queueing (Goyal, Vin and Cheng, 1996). Who has many jobs
 * waiting goes behind them with the next one; who has none goes to the front of what waits.
 * @param cost - What it counts for, 1 for one request.
 */
export function nextTurn(owner: string, cost: number): SQL {
  const ofOwner = sql`(select max(turn) from ${jobs} where owner = ${owner} and status = 'queued')`;
  const served = sql`coalesce((select min(turn) - 1 from ${jobs} where status = 'queued'), (select max(turn) from ${jobs} where status = 'running'), 0)`;
  return sql`greatest(${ofOwner}, ${served}) + ${cost}`;
}

/** Looks a job up. @throws {NotFoundError} `job_not_found`. */
export async function findJob(orm: Orm | Transaction, owner: string, id: string): Promise<JobRecord> {
  const [job] = await orm.select().from(jobs).where(mine(owner, id));
  return job ?? rejectUnknown();
}

/** Lists jobs, latest first. */
export async function listJobs(
  orm: Orm,
  owner: string,
  { status, limit = 20, before }: JobFilter,
): Promise<JobRecord[]> {
  const place = before === undefined ? undefined : await findJob(orm, owner, before);
  const older = place && sql`(${jobs.createdAt}, ${jobs.id}) < (${place.createdAt}, ${place.id})`;
  const wanted = and(eq(jobs.owner, owner), status && eq(jobs.status, status), older);
  return orm.select().from(jobs).where(wanted).orderBy(desc(jobs.createdAt), desc(jobs.id)).limit(limit);
}

/** The items of batches, in order. */
export async function itemsOf(orm: Orm | Transaction, jobIds: readonly string[]): Promise<JobItemRecord[]> {
  if (jobIds.length === 0) return [];
  return orm
    .select()
    .from(jobItems)
    .where(inArray(jobItems.jobId, [...jobIds]))
    .orderBy(jobItems.index);
}

/** Starts a job that the queue has delivered. @returns Undefined if there is nothing to do any more. */
export async function claimJob(orm: Orm, id: string, run: number, worker: string): Promise<JobRecord | undefined> {
  const [job] = await orm
    .update(jobs)
    .set({
      ...changed,
      status: 'running',
      attempt: sql`${jobs.attempt} + 1`,
      startsLeft: sql`${jobs.startsLeft} - 1`,
      worker,
      progress: 0,
      stage: null,
      startedAt: sql`now()`,
    })
    .where(and(eq(jobs.id, id), eq(jobs.run, run), inArray(jobs.status, ['queued', 'running'])))
    .returning();
  return job;
}

/** Puts a started job back into the queue. */
export async function releaseJob(
  orm: Orm,
  attempt: Attempt,
  why: { readonly error: ErrorBody } | { readonly isHandedBack: true },
): Promise<JobRecord | undefined> {
  const set = 'error' in why ? { error: why.error } : { startsLeft: sql`${jobs.startsLeft} + 1` };
  const [job] = await orm
    .update(jobs)
    .set({ ...changed, ...set, status: 'queued', worker: null, queuedAt: sql`now()` })
    .where(running(attempt))
    .returning();
  return job;
}

/** Writes how far a job has come. */
export async function reportProgress(
  orm: Orm,
  attempt: Attempt,
  progress: number,
  stage: string | undefined,
): Promise<JobRecord | undefined> {
  const [job] = await orm
    .update(jobs)
    .set({ ...changed, progress: sql`greatest(${jobs.progress}, ${progress})`, stage: stage ?? null })
    .where(running(attempt))
    .returning();
  return job;
}

/** How a job has ended. */
export type JobEnd =
  | { readonly status: 'completed'; readonly resultId: string; readonly usage: Usage }
  | { readonly status: 'failed'; readonly error: ErrorBody; readonly usage?: Usage };

/** Ends a started job. @returns Undefined if the attempt is no longer the latest, or the job was cancelled. */
export async function endJob(tx: Transaction, attempt: Attempt, end: JobEnd): Promise<JobRecord | undefined> {
  const [job] = await tx
    .update(jobs)
    .set({
      ...changed,
      ...(end.status === 'completed' ? { progress: 1, error: null } : {}),
      ...end,
      stage: null,
      worker: null,
      completedAt: sql`now()`,
    })
    .where(running(attempt))
    .returning();
  return job;
}

/** Holds a started job until the transaction ends. @returns Whether the attempt is still the latest. */
export async function holdJob(tx: Transaction, attempt: Attempt): Promise<boolean> {
  const [held] = await tx.select({ id: jobs.id }).from(jobs).where(running(attempt)).for('share');
  return held !== undefined;
}

/** Cancels a job that has not ended, with what is left of its items. @returns Undefined if it has. */
export async function cancelJob(tx: Transaction, owner: string, id: string): Promise<JobRecord | undefined> {
  const [job] = await tx
    .update(jobs)
    .set({ ...changed, status: 'cancelled', stage: null, worker: null, completedAt: sql`now()` })
    .where(and(mine(owner, id), inArray(jobs.status, ['queued', 'running'])))
    .returning();
  const unfinished = and(eq(jobItems.jobId, id), inArray(jobItems.status, ['queued', 'running']));
  if (job) await tx.update(jobItems).set({ status: 'cancelled' }).where(unfinished);
  return job;
}

/** Makes a failed or cancelled job wait again. @returns Undefined for any other. */
export async function requeueJob(
  tx: Transaction,
  owner: string,
  id: string,
  cost: number,
): Promise<JobRecord | undefined> {
  const [job] = await tx
    .update(jobs)
    .set({
      ...changed,
      status: 'queued',
      progress: 0,
      error: null,
      usage: null,
      completedAt: null,
      startsLeft: MOST_STARTS,
      run: sql`${jobs.run} + 1`,
      turn: nextTurn(owner, cost),
      queuedAt: sql`now()`,
    })
    .where(and(mine(owner, id), inArray(jobs.status, ['failed', 'cancelled'])))
    .returning();
  const undone = and(eq(jobItems.jobId, id), inArray(jobItems.status, ['failed', 'cancelled']));
  if (job) await tx.update(jobItems).set({ status: 'queued', error: null }).where(undone);
  return job;
}

function mine(owner: string, id: string): SQL | undefined {
  return and(eq(jobs.id, id), eq(jobs.owner, owner));
}

function running({ id, attempt }: Attempt): SQL | undefined {
  return and(eq(jobs.id, id), eq(jobs.attempt, attempt), eq(jobs.status, 'running'));
}

function rejectUnknown(): never {
  throw new NotFoundError('There is no such job.', {
    reason: 'job_not_found',
    hint: 'Check the id; jobs are forgotten a week after they have ended.',
  });
}
