import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { leases } from './schema/index.ts';

/** How long a lease lasts that nobody renews: so long a killed process blocks others. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** Permission to work on something. */
export interface Lease {
  /** Gives it back. May be called twice; does not reject. */
  release(): Promise<void>;
}

/** Places that all processes on one database share. */
export interface Leases {
  /**
   * Takes a place.
   * @param key - What the places are of: an account, a conversation.
   * @param limit - How many there are.
   * @returns `undefined` when all are taken.
   */
  take(key: string, limit: number): Promise<Lease | undefined>;
  close(): void;
}

/** Opens the places of a database that several processes share. Those of a process that dies are free after 30 s. */
export function createLeases(database: Database): Leases {
  const held = new Set<string>();
  const renewal = setInterval(() => {
    if (held.size > 0) renew(database, [...held]).catch(() => {});
  }, RENEW_MS);
  renewal.unref();
  return {
    async take(key, limit) {
      const id = `lease_${randomUUID()}`;
      if (!(await insertWithin(database, id, key, limit))) return undefined;
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

/** Takes a place if there is one left. The advisory lock makes those who ask for one key count one after the other. */
async function insertWithin(database: Database, id: string, key: string, limit: number): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    const [live] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(leases)
      .where(sql`${leases.accountId} = ${key} and ${leases.expiresAt} > now()`);
    if ((live?.count ?? 0) >= limit) return false;
    await tx.insert(leases).values({ id, accountId: key, expiresAt: new Date(Date.now() + LEASE_MS) });
    return true;
  });
}

async function renew(database: Database, ids: readonly string[]): Promise<void> {
  await database.query('update potoo.leases set expires_at = $1 where id = any($2)', [
    new Date(Date.now() + LEASE_MS),
    ids,
  ]);
}
