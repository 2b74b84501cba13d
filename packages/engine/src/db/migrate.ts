import { fileURLToPath } from 'node:url';

/**
 * What Drizzle needs to bring a database up to date. Migrations are shipped as SQL under `src`, where both the sources
 * and the build find them.
 */
export const MIGRATION_CONFIG = {
  migrationsFolder: fileURLToPath(new URL('../../src/db/migrations', import.meta.url)),
  migrationsSchema: 'potoo',
  migrationsTable: 'migrations',
};
