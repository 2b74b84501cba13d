import type { Database } from './database.ts';

/** Where a database is: name one of the two. */
export interface OpenDatabaseOptions {
  /** Folder of the embedded database; made if it is not there. One process at a time can have it open. */
  readonly dataDirectory?: string | undefined;
  /** Address of a PostgreSQL server, version 13 or later, such as `postgres://user:password@host/database`. It comes first. */
  readonly databaseUrl?: string | undefined;
  /** Gives up opening. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the database and brings its schema up to date. Any number of processes may do so at once on PostgreSQL.
 *
 * PGlite and the PostgreSQL client are loaded only now.
 * @throws {UnreachableError} `database_in_use` if another process has the folder open; `database_folder` if the folder
 * cannot be used; `database_unreachable` if the server does not answer or refuses.
 * @throws {TypeError} If neither place is named.
 */
export async function openDatabase({ dataDirectory, databaseUrl, signal }: OpenDatabaseOptions): Promise<Database> {
  signal?.throwIfAborted();
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    return openPostgres(databaseUrl, signal);
  }
  if (dataDirectory === undefined) throw new TypeError('openDatabase needs a dataDirectory or a databaseUrl.');
  const { openEmbedded } = await import('./embedded/open-embedded.ts');
  return openEmbedded(dataDirectory, signal);
}
