import type { ErrorBody, JobStatus, JobType, Usage } from '@potoo/core';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, primaryKey, real, text, timestamp } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const satisfies readonly JobStatus[];

/** Where a job, or an item of one, stands. */
export const jobStatus = potooSchema.enum('job_status', STATUSES);

const moment = () => timestamp({ withTimezone: true, precision: 3 });

/** Jobs, and all that is known about them. The queue holds no more than their ids. */
export const jobs = potooSchema.table(
  'jobs',
  {
    id: text().primaryKey(),
    /** Who handed it in; everybody else is told that it does not exist. */
    owner: text().notNull(),
    type: text().$type<JobType>().notNull(),
    status: jobStatus().notNull().default('queued'),
    /** 0 to 1. */
    progress: real().notNull().default(0),
    stage: text(),
    /** The request with its audio replaced by ids of results. */
    request: jsonb().notNull(),
    webhookUrl: text(),
    /** Address of the server as the caller knows it; what links to results begin with. */
    baseUrl: text().notNull(),
    /** What the rooms that hook into jobs keep with it, such as the key that pays for it. */
    context: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Its place in the queue: the lowest is taken first. */
    turn: bigint({ mode: 'number' }).notNull(),
    /** Counts every start, of every run. A worker that holds an older number may write nothing any more. */
    attempt: integer().notNull().default(0),
    /** Starts that are left before the job counts as one that ends its workers. */
    startsLeft: integer().notNull(),
    /** Counts each time it was handed to the queue; what the queue holds of an earlier run is void. */
    run: integer().notNull().default(1),
    /** Which process works on it. */
    worker: text(),
    /** Its main file. */
    resultId: text(),
    error: jsonb().$type<ErrorBody>(),
    usage: jsonb().$type<Usage>(),
    /** Counts the changes, so that whoever follows it misses none and sees none twice. */
    revision: integer().notNull().default(1),
    /** When it last changed, which a job that is worked on does with its progress. */
    changedAt: moment().notNull().defaultNow(),
    createdAt: moment().notNull().defaultNow(),
    /** Since when it waits, or has waited. */
    queuedAt: moment().notNull().defaultNow(),
    startedAt: moment(),
    completedAt: moment(),
  },
  (table) => [
    index('jobs_of_owner').on(table.owner, table.createdAt.desc(), table.id.desc()),
    index('jobs_queued').on(table.turn).where(sql`status = 'queued'`),
    index('jobs_open').on(table.status, table.owner, table.turn).where(sql`status in ('queued', 'running')`),
    index('jobs_ended').on(table.completedAt),
  ],
);

/** The texts of batches. */
export const jobItems = potooSchema.table(
  'job_items',
  {
    jobId: text()
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    index: integer().notNull(),
    status: jobStatus().notNull().default('queued'),
    resultId: text(),
    error: jsonb().$type<ErrorBody>(),
    usage: jsonb().$type<Usage>(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.index] })],
);

/** Processes that take jobs, as long as they live. */
export const workers = potooSchema.table('workers', {
  id: text().primaryKey(),
  host: text().notNull(),
  /** Jobs that it does at once. */
  capacity: integer().notNull(),
  seenAt: moment().notNull().defaultNow(),
});
