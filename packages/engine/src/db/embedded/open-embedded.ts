import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Database } from '../database.ts';
import { MIGRATION_CONFIG } from '../migrate.ts';
import * as schema from '../schema/index.ts';
import { createCluster } from './create-cluster.ts';
import { type FolderLock, lockFolder, unusableFolder } from './folder-lock.ts';

/** What is meant for a server with many clients is made to fit a process with one. */
const SMALL = ['-c', 'shared_buffers=16MB', '-c', 'max_wal_size=64MB'];

/**
 * Opens the database of a folder: PGlite, which is PostgreSQL as WebAssembly in this process. It takes some 300 MB
 * of memory, 110 MB in a process that spares it as the command does, and the first time 4 s to make.
 *
 * `database` in the folder is PostgreSQL's own. It is made as `database.….part` and renamed when it is whole, so that a
 * first start that is killed leaves nothing that does not open.
 */
export async function openEmbedded(dataDirectory: string, signal: AbortSignal | undefined): Promise<Database> {
  const folder = path.resolve(dataDirectory);
  const lockDirectory = path.join(folder, 'lock');
  await mkdir(lockDirectory, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unusableFolder(folder, cause);
  });
  const opened: { close?: () => Promise<void> } = {};
  const lock = await lockFolder(lockDirectory, { signal, onLost: () => void opened.close?.().catch(() => {}) });
  try {
    const client = await openWhole(folder, signal);
    const database = await connect(client, lock);
    opened.close = database.close;
    return database;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function connect(client: PGlite, lock: FolderLock): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/pglite');
  const { migrate } = await import('drizzle-orm/pglite/migrator');
  const orm = drizzle({ client, schema, casing: 'snake_case' });
  const close = async () => {
    try {
      await client.close();
    } finally {
      await lock.release();
    }
  };
  try {
    await migrate(orm, MIGRATION_CONFIG);
  } catch (error) {
    await client.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    kind: 'embedded',
    orm,
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...params])).rows,
    async execute<Row>(sql: string) {
      try {
        return (await client.exec(sql)).flatMap(({ rows }) => rows as Row[]);
      } catch (error) {
        // A transaction that the statements began would fail everything after it: there is no other connection.
        await client.exec('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    async listen(channel, onNotification, onConnect) {
      const stop = await client.listen(`"${channel}"`, onNotification);
      onConnect?.();
      return () => stop();
    },
    close: () => (closed ??= close()),
  };
}

async function openWhole(folder: string, signal: AbortSignal | undefined): Promise<PGlite> {
  const whole = path.join(folder, 'database');
  if (!(await exists(whole))) {
    await removeParts(folder);
    const part = path.join(folder, `database.${randomUUID()}.part`);
    await createCluster(part, signal);
    await rename(part, whole);
  }
  const { PGlite } = await import('@electric-sql/pglite');
  signal?.throwIfAborted();
  return PGlite.create({ dataDir: whole, startParams: [...PGlite.defaultStartParams, ...SMALL] });
}

/** Removes what starts that were killed have left. The process that made it may live, and write, a moment longer. */
async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^database\..*part$/.test(name)) continue;
    await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
