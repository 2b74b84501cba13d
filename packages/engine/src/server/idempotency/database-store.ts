import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { idempotentRequests as table } from '../../db/schema/index.ts';
import { type IdempotencyStore, KEPT_MS } from './contract.ts';

/** How long a request counts as worked on whose process says nothing. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

/**
 * Keeps answers in the database, so that they outlive the process and hold for all processes on it. What a dead process
 * left unfinished is free again after {@link LEASE_MS}.
 * @param holder - This process.
 */
export function createDatabaseStore(database: Database, holder: string): IdempotencyStore {
  const { orm } = database;
  let working = 0;
  const renewal = setInterval(() => {
    if (working > 0) renew().catch(() => {});
  }, RENEW_MS);
  renewal.unref();
  const lease = () => sql`now() + ${`${LEASE_MS} milliseconds`}::interval`;
  const renew = () =>
    orm
      .update(table)
      .set({ leaseUntil: lease() })
      .where(and(eq(table.holder, holder), isNull(table.status)));
  const isStale = () =>
    or(
      and(isNull(table.status), lt(table.leaseUntil, sql`now()`)),
      lt(table.createdAt, sql`now() - ${`${KEPT_MS} milliseconds`}::interval`),
    );

  return {
    async look(owner, key) {
      const row = { owner, key, fingerprint: '', holder, leaseUntil: lease() };
      const [claimed] = await orm
        .insert(table)
        .values(row)
        .onConflictDoUpdate({
          target: [table.owner, table.key],
          set: { ...row, status: null, headers: null, body: null, createdAt: sql`now()` },
          setWhere: isStale() ?? sql`false`,
        })
        .returning({ key: table.key });
      const isRow = and(eq(table.owner, owner), eq(table.key, key));
      if (!claimed) {
        const [known] = await orm.select().from(table).where(isRow);
        if (!known?.status || !known.headers || !known.body) return { state: 'in_flight' };
        const { fingerprint, status, headers, body } = known;
        return { state: 'answered', fingerprint, answer: { status, headers, body } };
      }
      working += 1;
      const isOurs = and(isRow, eq(table.holder, holder), isNull(table.status));
      return {
        state: 'claimed',
        claim: {
          async save(fingerprint, { status, headers, body }) {
            working -= 1;
            await orm.update(table).set({ fingerprint, status, headers, body }).where(isOurs);
          },
          async drop() {
            working -= 1;
            await orm.delete(table).where(isOurs);
          },
        },
      };
    },
    close: () => clearInterval(renewal),
  };
}

/** Frees what any process left unfinished: for a database that no other process has open. */
export async function freeUnfinished(database: Database): Promise<void> {
  await database.orm.delete(table).where(isNull(table.status));
}

/** Removes answers that are too old. */
export async function sweepAnswers(database: Database): Promise<void> {
  await database.orm.delete(table).where(lt(table.createdAt, new Date(Date.now() - KEPT_MS)));
}
