import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/database.ts';
import type { Caller } from './caller.ts';

const WINDOW_SECONDS = 60;

/** Where an account stands within the window of its rate limit. */
export interface RateState {
  readonly admitted: boolean;
  /** Requests allowed in the window. */
  readonly limit: number;
  readonly remaining: number;
  /** When the window starts again. */
  readonly resetAt: Date;
}

/** Counts the requests of accounts. */
export interface RateLimits {
  /** Counts a request, and tells whether it is admitted. */
  count(caller: Caller): Promise<RateState>;
  /** Tells how an account stands, and counts nothing. */
  state(caller: Caller): Promise<RateState>;
}

/**
 * Makes rate limits of fixed windows of a minute. On PostgreSQL they hold over all processes; the embedded database
 * belongs to one process, whose memory does as well.
 */
export function createRateLimits(database: Database): RateLimits {
  const limiters = new Map<number, RateLimiterMemory | RateLimiterPostgres>();
  const limiterFor = (points: number) => {
    let limiter = limiters.get(points);
    if (!limiter) {
      limiter = database.kind === 'postgres' ? sharedLimiter(database, points) : memoryLimiter(points);
      limiters.set(points, limiter);
    }
    return limiter;
  };
  return {
    async count({ accountId, plan: { requestsPerMinute } }) {
      try {
        const counted = await limiterFor(requestsPerMinute).consume(accountId);
        return stateOf(counted, requestsPerMinute, true);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return stateOf(refused, requestsPerMinute, false);
        throw refused;
      }
    },
    async state({ accountId, plan: { requestsPerMinute } }) {
      return stateOf(await limiterFor(requestsPerMinute).get(accountId), requestsPerMinute, true);
    },
  };
}

function memoryLimiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
}

function sharedLimiter(database: Database, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: {
      query: async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => {
        const rows = await database.query(text, values);
        return { rows, rowCount: rows.length };
      },
    },
    storeType: 'client',
    schemaName: 'potoo',
    tableName: 'rate_limits',
    tableCreated: true,
    // The accounts' own sweeper does it.
    clearExpiredByTimeout: false,
    points,
    duration: WINDOW_SECONDS,
  });
}

function stateOf(counted: RateLimiterRes | null, limit: number, admitted: boolean): RateState {
  return {
    admitted,
    limit,
    remaining: counted ? Math.max(0, limit - counted.consumedPoints) : limit,
    resetAt: new Date(Date.now() + (counted?.msBeforeNext ?? WINDOW_SECONDS * 1000)),
  };
}
