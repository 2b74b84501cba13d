import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ModelLoadingError, PotooError } from '@potoo/core';
import type { Database } from '../../db/database.ts';
import { databaseUnavailable } from '../../db/database-unavailable.ts';
import type { JobHooks, Jobs, JobWorker, ServiceForJob } from '../../jobs/contract.ts';
import type { Queue } from '../../jobs/queue.ts';
import type { StoreEnv } from '../../results/open-store.ts';
import type { Results } from '../../results/results.ts';

/** What rooms that hook into jobs are made from. */
export interface PlatformParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly results: Results;
}

/** What keeps state, and where. */
export interface PlatformOptions {
  /** Folder of the embedded database, and of results unless they have a place of their own. */
  readonly dataDirectory: string;
  /** Address of a PostgreSQL server, for several processes. @default The embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Where results are kept: a folder, or `s3://bucket/prefix`. @default `results` in the data directory. */
  readonly results?: string | undefined;
  /** Bytes of results that one owner may have at once. @default 10 GiB */
  readonly quotaBytes?: number | undefined;
  /** How long results are kept. @default 24 hours */
  readonly resultLifetimeMs?: number | undefined;
  /** Does the work of jobs; or finds who does, for each. */
  readonly service: ServiceForJob;
  /** Jobs that this process does at once; 0 leaves them to others. @default One for each core. */
  readonly capacity?: number | undefined;
  /** Makes what the rooms keep with jobs, once the database is open. @default None. */
  readonly hooks?: ReadonlyArray<(parts: PlatformParts) => JobHooks | Promise<JobHooks>> | undefined;
  /** Variables of the environment, for the keys of a bucket. @default None. */
  readonly env?: StoreEnv | undefined;
  /** Folder for files on their way. @default The system's. */
  readonly tempDirectory?: string | undefined;
  /** Told of failures that nobody waits for. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * What outlives a request: the database, the queue, results and jobs. Nothing is loaded or opened before something asks
 * for it: the embedded database takes 110 MB of memory or more, and most servers on a desk never need it.
 */
export interface Platform {
  /** @throws {ModelLoadingError} `database_unavailable`, for whoever asks over the network; so do all of these. */
  database(): Promise<Database>;
  queue(): Promise<Queue>;
  results(): Promise<Results>;
  /** The jobs. This process works on them from now on, if it has any capacity. */
  jobs(): Promise<Jobs>;
  /** Whether jobs were asked for. */
  readonly isOpen: boolean;
  /**
   * Opens everything at once if there may be work to do: a database that others share, or jobs that were not finished
   * when the process ended.
   * @throws {UnreachableError} `database_in_use` and the like, for whoever started the process.
   */
  start(signal?: AbortSignal): Promise<void>;
  /**
   * Takes no more jobs, lets those under way finish, and hands back what takes longer than the grace. Everything else
   * stays open, for requests that are still answered.
   */
  drain(options?: { readonly graceMs?: number }): Promise<void>;
  /**
   * Lets jobs under way finish, hands back what takes longer than the grace, and lets go of everything. May be called
   * twice, the second time to hasten.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** In the data directory as long as jobs may be waiting for a process. */
const UNFINISHED = 'unfinished-jobs';

/** Makes a platform. Nothing is opened yet. */
export function createPlatform(options: PlatformOptions): Platform {
  const { dataDirectory, databaseUrl, onError = () => {}, capacity = availableParallelism() } = options;
  const closing = new AbortController();
  const marker = path.join(dataDirectory, UNFINISHED);
  let worker: JobWorker | undefined;
  let housekeeping: { stop(): Promise<void> } | undefined;

  const database = once(async () => {
    const { openDatabase } = await import('../../db/open-database.ts');
    return openDatabase({ dataDirectory, databaseUrl, signal: closing.signal });
  });
  const queue = once(async () => {
    const { openQueue } = await import('../../jobs/queue.ts');
    return openQueue(await database(), onError);
  });
  const results = once(async () => {
    const [{ createResults }, { openStore }] = await Promise.all([
      import('../../results/results.ts'),
      import('../../results/open-store.ts'),
    ]);
    const location = options.results ?? path.join(dataDirectory, 'results');
    const store = await openStore(location, options.env ?? {}, options.tempDirectory);
    const { quotaBytes, resultLifetimeMs: lifetimeMs } = options;
    return createResults({ database: await database(), store, quotaBytes, lifetimeMs });
  });
  const jobs = once(async () => {
    const parts = { database: await database(), queue: await queue(), results: await results() };
    const [{ createJobs }, { startHousekeeping }, { withOwnVoices }] = await Promise.all([
      import('../../jobs/create-jobs.ts'),
      import('../../jobs/housekeeping.ts'),
      import('./own-voices.ts'),
    ]);
    const hooks = await Promise.all((options.hooks ?? []).map((make) => make(parts)));
    if (parts.database.kind === 'embedded') await mark(marker);
    const { tempDirectory, service } = options;
    const made = await createJobs({ ...parts, hooks, tempDirectory, onError });
    housekeeping = startHousekeeping(parts.database, parts.results, onError);
    // A job speaks in the voices of whoever handed it in.
    const forJob: ServiceForJob =
      typeof service === 'function' ? service : ({ owner }) => withOwnVoices(service, parts.database, owner);
    if (capacity > 0) worker = await made.work(forJob, { capacity });
    return made;
  });

  const forCallers =
    <T>(open: Once<T>) =>
    async (): Promise<T> => {
      try {
        closing.signal.throwIfAborted();
        return await open();
      } catch (error) {
        if (PotooError.isInstance(error) && error.reason === 'shutting_down') throw error;
        onError(error);
        throw databaseUnavailable(error);
      }
    };

  const shutDown = async (graceMs: number): Promise<void> => {
    closing.abort(new ModelLoadingError('The server is shutting down.', { reason: 'shutting_down' }));
    const [openJobs, openQueue, openDatabase] = await Promise.all([jobs.opened(), queue.opened(), database.opened()]);
    try {
      await worker?.drain(graceMs);
      await housekeeping?.stop();
      await openJobs?.close();
      if (openJobs && openDatabase?.kind === 'embedded') await unmarkIfIdle(openJobs, marker);
      await openQueue?.stop({ graceful: false });
    } catch (error) {
      // A database that is gone keeps nobody from leaving.
      onError(error);
    } finally {
      await openDatabase?.close();
    }
  };

  let closed: Promise<void> | undefined;
  return {
    database: forCallers(database),
    queue: forCallers(queue),
    results: forCallers(results),
    jobs: forCallers(jobs),
    get isOpen() {
      return jobs.isAsked();
    },
    async start(signal) {
      signal?.throwIfAborted();
      if (databaseUrl === undefined && !(await exists(marker))) return;
      await jobs();
      signal?.throwIfAborted();
    },
    async drain({ graceMs = 10_000 } = {}) {
      await worker?.drain(graceMs);
    },
    async close({ graceMs = 10_000 } = {}) {
      if (closed) await worker?.drain(graceMs);
      closed ??= shutDown(graceMs);
      await closed;
    },
  };
}

/** A function whose result is made on the first call and kept; a failure is not, so that the next call tries again. */
interface Once<T> {
  (): Promise<T>;
  isAsked(): boolean;
  /** What was made, or undefined if nothing was or it failed. */
  opened(): Promise<T | undefined>;
}

function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | undefined;
  const get = () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return Object.assign(get, {
    isAsked: () => made !== undefined,
    opened: async () => made?.catch(() => undefined),
  });
}

async function mark(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, 'Jobs may be waiting: potoo opens the database when it starts.\n');
}

async function unmarkIfIdle(jobs: Jobs, file: string): Promise<void> {
  const { queued, running } = await jobs.state();
  if (queued + running === 0) await rm(file, { force: true });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
