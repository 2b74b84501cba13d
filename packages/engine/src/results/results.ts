import { randomBytes } from 'node:crypto';
import { ForbiddenError } from '@potoo/core';
import { and, asc, eq, inArray, like, lt, not, sql } from 'drizzle-orm';
import type { Database, Orm, Transaction } from '../db/database.ts';
import { isDatabaseTrouble } from '../db/database-trouble.ts';
import { results as table } from '../db/schema/index.ts';
import type { ByteRange, ResultStore } from './contract.ts';
import { resultNotFound } from './store-errors.ts';

/** What is known of a result. */
export type ResultRecord = typeof table.$inferSelect;

/** A file to keep. */
export interface NewResult {
  /** File name to save it under. */
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** The job that it belongs to. */
  readonly jobId?: string | undefined;
  /** What it is of its job; a job keeps one file of each. @default 'file' */
  readonly part?: string | undefined;
}

/** How results are kept. */
export interface ResultsOptions {
  readonly database: Database;
  readonly store: ResultStore;
  /** How long a result can be fetched. @default 24 hours */
  readonly lifetimeMs?: number | undefined;
  /** Bytes that one owner may have at once. @default 10 GiB */
  readonly quotaBytes?: number | undefined;
}

/** Files that are kept for a while, each for one owner. */
export interface Results {
  /** Keeps a file, for {@link ResultsOptions.lifetimeMs} from now. */
  put(owner: string, file: NewResult, signal?: AbortSignal): Promise<ResultRecord>;
  /**
   * Stores a file that nobody sees yet. {@link Results.keep} makes it a result, in the transaction of the caller; what
   * is not kept within hours is removed.
   * @throws {ForbiddenError} `result_quota_exceeded` if the owner has no room left.
   * @throws {InternalError} `disk_full` (507).
   */
  write(owner: string, file: NewResult, signal?: AbortSignal): Promise<ResultRecord>;
  /**
   * Makes stored files results, all of one owner.
   * @throws {ForbiddenError} `result_quota_exceeded`; the transaction is then to be rolled back.
   */
  keep(files: readonly ResultRecord[], tx: Transaction): Promise<void>;
  /**
   * Removes stored files that are not kept after all. It does not reject.
   * @param why - What kept them from being kept. After trouble with the database nobody knows whether they were: they
   * are left alone, and removed by and by if they were not.
   */
  discard(files: readonly ResultRecord[], why?: unknown): Promise<void>;
  /** Looks a result up. @throws {NotFoundError} If there is none, it has expired, or it belongs to another owner. */
  find(owner: string, id: string): Promise<ResultRecord>;
  /** The results of jobs, oldest first, without what the jobs were to work on. */
  ofJobs(jobIds: readonly string[], tx?: Transaction): Promise<ResultRecord[]>;
  /** Reads a result. @throws {NotFoundError} If its file is gone. */
  read(result: Pick<ResultRecord, 'id'>, range?: ByteRange, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Removes a result. @throws {NotFoundError} As {@link Results.find}. */
  remove(owner: string, id: string): Promise<void>;
  /** Keeps what a job is to work on for another week. @returns How many files there are. */
  holdInputs(jobId: string, tx: Transaction): Promise<number>;
  /** Lets what a job was to work on expire: at once, or after the time of results if it may be tried again. */
  releaseInputs(jobId: string, when: 'now' | 'later', tx: Transaction): Promise<void>;
  /** Removes what has expired. Any number of processes may do so at once. @returns How many. */
  sweep(signal?: AbortSignal): Promise<number>;
  /** Resolves if results can be stored now. */
  check(signal?: AbortSignal): Promise<void>;
}

const DEFAULTS = { lifetimeMs: 24 * 3_600_000, quotaBytes: 10 * 1024 ** 3 } as const;
/** How long a file may take to be written and kept. */
const WRITING_MS = 12 * 3_600_000;
/** How long a job may wait for its turn before what it is to work on is gone. */
const INPUT_LIFETIME_MS = 7 * 24 * 3_600_000;
/** What the parts begin with that a job is to work on. */
const INPUT_PREFIX = 'input-';
const SWEPT_AT_ONCE = 200;

/** Keeps results in a store, and what is known of them in the database. */
export function createResults(options: ResultsOptions): Results {
  const { database, store, lifetimeMs = DEFAULTS.lifetimeMs, quotaBytes = DEFAULTS.quotaBytes } = options;
  const { orm } = database;

  const write = async (owner: string, file: NewResult, signal?: AbortSignal): Promise<ResultRecord> => {
    const { name, contentType, content, jobId, part = 'file' } = file;
    const left = quotaBytes - (await usedBytes(orm, owner));
    if (left <= 0) throw quotaExceeded(quotaBytes);
    const id = randomBytes(16).toString('hex');
    const row = { id, owner, jobId, part, name, contentType, expiresAt: inFuture(WRITING_MS) };
    const [written] = await orm.insert(table).values(row).returning();
    if (written === undefined) throw new TypeError('The row of a result was not returned.');
    try {
      const pieces = content instanceof Uint8Array ? piecesOf(content) : content;
      return { ...written, bytes: await store.put(id, pieces, { contentType, maxBytes: left, signal }) };
    } catch (error) {
      await discard([written], error);
      throw error;
    }
  };

  const keep = async (files: readonly ResultRecord[], tx: Transaction): Promise<void> => {
    const owner = files[0]?.owner;
    if (owner === undefined) return;
    // One at a time per owner, so that two results cannot take the same room.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`results of ${owner}`}, 0))`);
    const more = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if ((await usedBytes(tx, owner)) + more > quotaBytes) throw quotaExceeded(quotaBytes);
    for (const { id, bytes, part } of files) {
      const expiresAt = inFuture(part.startsWith(INPUT_PREFIX) ? INPUT_LIFETIME_MS : lifetimeMs);
      await tx.update(table).set({ stored: true, bytes, expiresAt }).where(eq(table.id, id));
    }
  };

  const discard = async (files: readonly ResultRecord[], why?: unknown): Promise<void> => {
    if (isDatabaseTrouble(why)) return;
    // What cannot be removed now is removed when it has expired.
    await removeFiles(files.map(({ id }) => id)).catch(() => {});
  };

  const removeFiles = async (ids: readonly string[]): Promise<number> => {
    // Bytes first: a row without bytes is found again, bytes without a row are not.
    const outcomes = await Promise.allSettled(ids.map((id) => store.remove(id)));
    const gone = ids.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    if (gone.length > 0) await orm.delete(table).where(inArray(table.id, gone));
    return gone.length;
  };

  const find = async (owner: string, id: string): Promise<ResultRecord> => {
    const mine = and(eq(table.id, id), eq(table.owner, owner), isKept());
    const [found] = await orm.select().from(table).where(mine);
    if (found === undefined) throw resultNotFound();
    return found;
  };

  return {
    write,
    keep,
    discard,
    find,
    async put(owner, file, signal) {
      const written = await write(owner, file, signal);
      try {
        await orm.transaction((tx) => keep([written], tx));
      } catch (error) {
        await discard([written], error);
        throw error;
      }
      return { ...written, stored: true };
    },
    async ofJobs(jobIds, tx) {
      if (jobIds.length === 0) return [];
      const theirs = and(inArray(table.jobId, [...jobIds]), isKept(), not(like(table.part, `${INPUT_PREFIX}%`)));
      return (tx ?? orm).select().from(table).where(theirs).orderBy(asc(table.createdAt), asc(table.part));
    },
    read: ({ id }, range, signal) => store.get(id, { range, signal }),
    async remove(owner, id) {
      const found = await find(owner, id);
      await store.remove(found.id);
      await orm.delete(table).where(eq(table.id, found.id));
    },
    async holdInputs(jobId, tx) {
      const inputs = and(eq(table.jobId, jobId), like(table.part, `${INPUT_PREFIX}%`), isKept());
      const held = tx
        .update(table)
        .set({ expiresAt: inFuture(INPUT_LIFETIME_MS) })
        .where(inputs);
      return (await held.returning({ id: table.id })).length;
    },
    async releaseInputs(jobId, when, tx) {
      const inputs = and(eq(table.jobId, jobId), like(table.part, `${INPUT_PREFIX}%`));
      const expiresAt = inFuture(when === 'now' ? 0 : lifetimeMs);
      await tx.update(table).set({ expiresAt }).where(inputs);
    },
    async sweep(signal) {
      for (let removed = 0; ; ) {
        signal?.throwIfAborted();
        const expired = orm.select({ id: table.id }).from(table).where(lt(table.expiresAt, sql`now()`));
        const rows = await expired.limit(SWEPT_AT_ONCE);
        const gone = await removeFiles(rows.map(({ id }) => id));
        removed += gone;
        // What the store does not give up now stays for the next time.
        if (gone < SWEPT_AT_ONCE) return removed;
      }
    },
    check: (signal) => store.check(signal),
  };
}

function isKept() {
  return and(table.stored, sql`${table.expiresAt} > now()`);
}

function inFuture(ms: number) {
  return sql`now() + make_interval(secs => ${ms / 1000})`;
}

async function usedBytes(orm: Orm | Transaction, owner: string): Promise<number> {
  const used = sql<number>`coalesce(sum(${table.bytes}), 0)`.mapWith(Number);
  const [row] = await orm
    .select({ used })
    .from(table)
    .where(and(eq(table.owner, owner), isKept()));
  return row?.used ?? 0;
}

/** A megabyte at a time, so that a large file can be stopped and leaves the process to others in between. */
async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = 1024 * 1024;
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

function quotaExceeded(quotaBytes: number): ForbiddenError {
  return new ForbiddenError(`The results of this account take up all of its ${quotaBytes} bytes.`, {
    reason: 'result_quota_exceeded',
    hint: 'Fetch results and delete them with DELETE /v1/results/{id}, or wait until they expire.',
  });
}
