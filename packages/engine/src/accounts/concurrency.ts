import type { Database } from '../db/database.ts';
import { createLeases, type Lease } from '../db/leases.ts';
import type { Caller } from './caller.ts';

/** Bounds how many requests of an account are worked on at once. */
export interface Concurrency {
  /** @returns `undefined` when the account has as many under way as its plan allows. */
  acquire(caller: Caller): Promise<Lease | undefined>;
  close(): void;
}

/** Makes the bound: over all processes on PostgreSQL, in memory where there is one process. */
export function createConcurrency(database: Database): Concurrency {
  return database.kind === 'postgres' ? sharedConcurrency(database) : ownConcurrency();
}

function ownConcurrency(): Concurrency {
  const underWay = new Map<string, number>();
  return {
    async acquire({ accountId, plan }) {
      const count = underWay.get(accountId) ?? 0;
      if (count >= plan.concurrent) return undefined;
      underWay.set(accountId, count + 1);
      let held = true;
      return {
        async release() {
          if (!held) return;
          held = false;
          const left = (underWay.get(accountId) ?? 1) - 1;
          if (left === 0) underWay.delete(accountId);
          else underWay.set(accountId, left);
        },
      };
    },
    close() {},
  };
}

function sharedConcurrency(database: Database): Concurrency {
  const leases = createLeases(database);
  return {
    acquire: ({ accountId, plan }) => leases.take(accountId, plan.concurrent),
    close: () => leases.close(),
  };
}
