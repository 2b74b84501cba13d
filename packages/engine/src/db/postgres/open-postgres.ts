import { UnreachableError } from '@potoo/core';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Database } from '../database.ts';
import { MIGRATION_CONFIG } from '../migrate.ts';
import * as schema from '../schema/index.ts';
import { listenOn } from './listener.ts';
import { ConnectionPool } from './pool.ts';

/** Number of the advisory lock that migrations are run under; any number that no other program is likely to use. */
const MIGRATION_LOCK = 7_046_802;
const INT8 = 20;

/** Connects to a PostgreSQL server. */
export async function openPostgres(databaseUrl: string, signal: AbortSignal | undefined): Promise<Database> {
  const config: pg.PoolConfig = {
    connectionString: databaseUrl,
    application_name: 'potoo',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser },
  };
  await migrateUnderLock(config, signal);
  const pool = new ConnectionPool(config);
  const orm = drizzle({ client: pool, schema, casing: 'snake_case' });
  const stops = new Set<() => Promise<void>>();
  const close = async () => {
    await Promise.all([...stops].map((stop) => stop()));
    await pool.end();
  };
  let closed: Promise<void> | undefined;
  return {
    kind: 'postgres',
    orm,
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as Row[],
    execute: async <Row>(sql: string) => [await pool.query(sql)].flat().flatMap(({ rows }) => rows as Row[]),
    async listen(channel, onNotification, onConnect = () => {}) {
      const stop = await listenOn(config, channel, onNotification, onConnect);
      stops.add(stop);
      return async () => {
        stops.delete(stop);
        await stop();
      };
    },
    close: () => (closed ??= close()),
  };
}

/** Several processes may start at once: one migrates, the others wait for it and find nothing left to do. */
async function migrateUnderLock(config: pg.ClientConfig, signal: AbortSignal | undefined): Promise<void> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  const giveUp = () => void client.end().catch(() => {});
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle({ client }), MIGRATION_CONFIG);
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreachable(config, cause);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    // The lock goes with the connection.
    await client.end().catch(() => {});
  }
}

/** The address without the user and the password. */
function placeOf({ connectionString }: pg.ClientConfig): string {
  if (connectionString === undefined || !URL.canParse(connectionString)) return 'of DATABASE_URL';
  const { host, pathname } = new URL(connectionString);
  return `${host}${pathname}`;
}

function unreachable(config: pg.ClientConfig, cause: unknown): UnreachableError {
  const told = cause instanceof Error && cause.message !== '' ? cause.message : 'no answer';
  return new UnreachableError(`The database ${placeOf(config)} cannot be used: ${told}.`, {
    reason: 'database_unreachable',
    hint: 'Check DATABASE_URL: postgres://user:password@host:5432/database, where the user may create schemas.',
    cause,
  });
}

const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format);
