import { type SQL, sql } from 'drizzle-orm';
import { type Db, fromDrizzle, PgBoss, type QueueOptions } from 'pg-boss';
import type { Database, Transaction } from '../db/database.ts';

/** The queue that all rooms share. One per process: it also looks after the work of processes that have died. */
export type Queue = PgBoss;

/** The PostgreSQL schema that pg-boss keeps to itself. */
const SCHEMA = 'potoo_queue';

/**
 * Opens the queue of a database. A job whose process shows no life for 10 s is given to another within about 20 s.
 * @param onError - Told of failures that nobody waits for, such as a database that went away. The queue goes on.
 */
export async function openQueue(database: Database, onError: (error: unknown) => void): Promise<Queue> {
  const queue = new PgBoss({
    db: adapterOf(database),
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: SCHEMA,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 3_600,
  });
  queue.on('error', onError);
  await queue.start();
  // Nobody else can have the embedded database open: what is under way there was left by a process that has ended.
  if (database.kind === 'embedded') {
    await database.query(`UPDATE ${SCHEMA}.job SET heartbeat_on = '-infinity' WHERE state = 'active'`);
  }
  return queue;
}

/** Makes a named queue, or brings its options up to date. */
export async function declareQueue(
  queue: Queue,
  name: string,
  options: QueueOptions & { notify?: boolean },
): Promise<void> {
  await queue.createQueue(name, options);
  await queue.updateQueue(name, options);
  // So that pg-boss knows the queue from now on: looked up first within a transaction, it would wait for a second
  // connection, and the embedded database has none.
  await queue.findJobs(name, { id: '00000000-0000-0000-0000-000000000000' });
}

/** What `send` takes as `db`, so that what is sent belongs to a transaction. */
export function within(tx: Transaction): Db {
  // Both drivers give an object with rows; the type that they share does not say so.
  return fromDrizzle({ execute: (query) => tx.execute(query as SQL) as Promise<{ rows: unknown[] }> }, sql);
}

function adapterOf(database: Database): Db {
  return {
    // Several statements in one text are possible only without parameters.
    executeSql: async (text, values) => ({
      rows: values?.length ? await database.query(text, values) : await database.execute(text),
    }),
    listen: async (channel, onNotification, onConnect) => ({
      close: await database.listen(channel, onNotification, onConnect),
    }),
  };
}
