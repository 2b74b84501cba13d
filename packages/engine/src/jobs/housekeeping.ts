import { lt, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { jobs, workers } from '../db/schema/index.ts';
import type { Results } from '../results/results.ts';

/** How long an ended job can be looked up. */
const FORGOTTEN_AFTER = sql`interval '7 days'`;
const INTERVAL_MS = 60_000;
const VACUUM_MS = 15 * 60_000;

/** Removes what is no longer needed: now, and about every minute. Several processes may do so at once. */
export function startHousekeeping(
  { kind, orm, execute }: Database,
  results: Results,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let vacuumedAt = Date.now();

  const clean = async () => {
    await results.sweep(stopping.signal);
    await orm.delete(jobs).where(lt(jobs.completedAt, sql`now() - ${FORGOTTEN_AFTER}`));
    await orm.delete(workers).where(lt(workers.seenAt, sql`now() - interval '1 hour'`));
    if (kind === 'embedded' && Date.now() - vacuumedAt > VACUUM_MS) {
      // A server does so by itself.
      await execute('VACUUM ANALYZE');
      vacuumedAt = Date.now();
    }
  };
  const cleanAndWait = async (): Promise<void> => {
    await clean().catch((error: unknown) => {
      if (!stopping.signal.aborted) onError(error);
    });
    if (stopping.signal.aborted) return;
    timer = setTimeout(
      () => {
        cleaning = cleanAndWait();
      },
      INTERVAL_MS * (0.5 + Math.random()),
    );
    timer.unref();
  };

  let cleaning = cleanAndWait();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await cleaning;
    },
  };
}
