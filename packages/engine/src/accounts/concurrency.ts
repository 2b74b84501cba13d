import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { leases } from '../db/schema/index.ts';
import type { Caller } from './caller.ts';
import { newId } from './new-id.ts';

/** How long a lease lasts that nobody renews: so long a killed process blocks its callers. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** Permission to work on one request. */
export interface Lease {
  /** Gives it back. May be called twice; does not reject. */
  release(): Promise<void>;
}

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
  const held = new Set<string>();
  const renewal = setInterval(() => {
    if (held.size > 0) renew(database, [...held]).catch(() => {});
  }, RENEW_MS);
  renewal.unref();
  return {
    async acquire({ accountId, plan }) {
      const id = newId('lease');
      if (!(await insertWithin(database, id, accountId, plan.concurrent))) return undefined;
      held.add(id);
      return {
        async release() {
          if (!held.delete(id)) return;
          // One that cannot be given back runs out by itself.
          await database.query('delete from potoo.leases where id = $1', [id]).catch(() => {});
        },
      };
    },
    close: () => clearInterval(renewal),
  };
}

/** Takes a place if there is one left. The advisory lock makes the callers of one account count one after the other. */
async function insertWithin(database: Database, id: string, accountId: string, limit: number): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${accountId}, 0))`);
    const [live] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(leases)
      .where(sql`${leases.accountId} = ${accountId} and ${leases.expiresAt} > now()`);
    if ((live?.count ?? 0) >= limit) return false;
    await tx.insert(leases).values({ id, accountId, expiresAt: new Date(Date.now() + LEASE_MS) });
    return true;
  });
}

async function renew(database: Database, ids: readonly string[]): Promise<void> {
  await database.query('update potoo.leases set expires_at = $1 where id = any($2)', [
    new Date(Date.now() + LEASE_MS),
    ids,
  ]);
}
