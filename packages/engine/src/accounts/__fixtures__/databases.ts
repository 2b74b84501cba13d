import { postgresMissing, startPostgres } from '../../db/__fixtures__/postgres-server.ts';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/open-database.ts';

/** A place where a database can be, for tests that hold on either kind. */
export interface DatabasePlace {
  readonly kind: Database['kind'];
  /** Why it cannot be tested here. */
  readonly missing: string | undefined;
  /** Makes the place. `open` may be called more than once only on PostgreSQL. */
  create(): Promise<{ open(): Promise<Database>; close(): Promise<void> }>;
}

/** Both kinds of database. */
export const DATABASE_PLACES: readonly DatabasePlace[] = [
  {
    kind: 'embedded',
    missing: undefined,
    async create() {
      const home = await temporaryHome();
      return { open: () => openDatabase({ dataDirectory: home.path }), close: async () => home.remove() };
    },
  },
  {
    kind: 'postgres',
    missing: postgresMissing,
    async create() {
      const server = await startPostgres();
      return { open: () => openDatabase({ databaseUrl: server.url }), close: () => server.close() };
    },
  },
];
