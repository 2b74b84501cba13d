import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import type * as schema from './schema/index.ts';

/** Drizzle over the whole schema, one type for both kinds of database. */
export type Orm = PgDatabase<PgQueryResultHKT, typeof schema>;

/** What `orm.transaction` hands to its callback. */
export type Transaction = PgTransaction<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** The database that keeps jobs, results, keys and everything else that outlives a process. Its schema is up to date. */
export interface Database {
  /** PGlite in this process, or a PostgreSQL server that several processes share. */
  readonly kind: 'embedded' | 'postgres';
  /**
   * Queries and transactions. The embedded database has one connection: inside `orm.transaction` use only the
   * transaction it hands over, or the query waits for itself.
   */
  readonly orm: Orm;
  /** Runs one statement with `$1`, `$2`, … and gives its rows. A `bigint` comes as a number, a time as a `Date`. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Runs any number of statements without parameters, and gives the rows of all of them. */
  execute<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
  /**
   * Hears what any process sends with `pg_notify` on a channel. The connection is made again when it breaks; what was
   * sent meanwhile is lost, and `onConnect` says when to look for oneself.
   * @returns Stops listening.
   */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onConnect?: () => void,
  ): Promise<() => Promise<void>>;
  /** Lets go of connections, the folder and its lock. Further calls reject. May be called twice. */
  close(): Promise<void>;
}
