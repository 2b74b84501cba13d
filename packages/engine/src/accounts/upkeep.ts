import { lt, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { leases } from '../db/schema/index.ts';
import { refundAbandoned, renewReservations } from './ledger.ts';

const EVERY_MS = 30_000;

/**
 * Keeps accounts in order while a process runs: says that its reservations are alive, gives back those of dead processes,
 * and removes what has run out.
 */
export function startUpkeep(database: Database, holder: string, onError: (error: unknown) => void): () => void {
  const tend = async () => {
    await renewReservations(database, holder);
    await refundAbandoned(database);
    await database.orm.delete(leases).where(lt(leases.expiresAt, sql`now()`));
    await database.query('delete from potoo.rate_limits where expire < $1', [Date.now()]);
  };
  const timer = setInterval(() => void tend().catch(onError), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Gives back what earlier processes had put aside: for a database that no other process has open. */
export async function refundForgotten(database: Database): Promise<void> {
  await database.query(`update potoo.reservations set expires_at = now() - interval '1 second'
    where open and holder not like 'job:%'`);
  await refundAbandoned(database);
}
