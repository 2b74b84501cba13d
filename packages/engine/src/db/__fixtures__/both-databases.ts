import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';
import { type PostgresServer, postgresMissing, startPostgres } from './postgres-server.ts';
import { temporaryHome } from './temporary-home.ts';

/** A database for the tests of one file. */
export interface TestDatabase {
  readonly database: Database;
  /** What another process would open it by. */
  readonly options: { readonly dataDirectory?: string; readonly databaseUrl?: string };
  close(): Promise<void>;
}

/** Opens an empty embedded database. */
export async function openTemporaryHome(): Promise<TestDatabase> {
  const home = await temporaryHome();
  const options = { dataDirectory: home.path };
  const database = await openDatabase(options);
  return { database, options, close: () => database.close().finally(() => home.remove()) };
}

/** Starts a PostgreSQL server, and opens its empty database. */
export async function openTemporaryPostgres(): Promise<TestDatabase & { readonly server: PostgresServer }> {
  const server = await startPostgres();
  const options = { databaseUrl: server.url };
  const database = await openDatabase(options);
  return { database, options, server, close: () => database.close().finally(() => server.close()) };
}

/** Tells what holds for both kinds of database, each empty at first. */
export function onBothDatabases(subject: string, cases: (open: () => TestDatabase) => void): void {
  const kinds = [
    { kind: 'the embedded database', open: openTemporaryHome, missing: undefined },
    { kind: 'PostgreSQL', open: openTemporaryPostgres, missing: postgresMissing },
  ];
  for (const { kind, open, missing } of kinds) {
    describe.skipIf(missing)(`${subject}, on ${kind}${missing ? ` (${missing})` : ''}`, () => {
      let opened: TestDatabase;
      beforeAll(async () => {
        opened = await open();
      });
      afterAll(() => opened?.close());
      cases(() => opened);
    });
  }
}
