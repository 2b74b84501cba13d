import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { UnreachableError } from '@potoo/core';
import type { Database } from '../database.ts';
import { MIGRATION_CONFIG } from '../migrate.ts';
import * as schema from '../schema/index.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

/**
 * Opens the database of a folder: PGlite, which is PostgreSQL as WebAssembly in this process. It takes about 300 MB of
 * memory, the first time also 4 s to make.
 *
 * `database` in the folder is PostgreSQL's own. It is made as `database.part` and renamed when it is whole, so that a
 * first start that is killed leaves nothing that does not open.
 */
export async function openEmbedded(dataDirectory: string, signal: AbortSignal | undefined): Promise<Database> {
  const folder = path.resolve(dataDirectory);
  const lockDirectory = path.join(folder, 'lock');
  await makeFolder(lockDirectory);
  const opened: { close?: () => Promise<void> } = {};
  const lock = await lockFolder(lockDirectory, { signal, onLost: () => void opened.close?.() });
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
    execute: async <Row>(sql: string) => (await client.exec(sql)).flatMap(({ rows }) => rows as Row[]),
    async listen(channel, onNotification, onConnect) {
      const stop = await client.listen(channel, onNotification);
      onConnect?.();
      return () => stop();
    },
    close: () => (closed ??= close()),
  };
}

async function openWhole(folder: string, signal: AbortSignal | undefined): Promise<PGlite> {
  const whole = path.join(folder, 'database');
  if (!(await exists(whole))) {
    const part = path.join(folder, 'database.part');
    await rm(part, { recursive: true, force: true });
    const { PGlite } = await import('@electric-sql/pglite');
    signal?.throwIfAborted();
    const client = await PGlite.create({ dataDir: part });
    await client.close();
    await rename(part, whole);
  }
  const { PGlite } = await import('@electric-sql/pglite');
  signal?.throwIfAborted();
  return PGlite.create({ dataDir: whole });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new UnreachableError(`The folder ${folder} cannot be made.`, {
      reason: 'database_folder',
      hint: 'Choose a folder that this user may write to.',
      cause,
    });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
