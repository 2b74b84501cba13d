import { defineConfig } from 'drizzle-kit';

/** For `npm run db:generate -w packages/engine`, after a change in `src/db/schema`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/db/schema/index.ts',
  out: './src/db/migrations',
  casing: 'snake_case',
  migrations: { schema: 'potoo', table: 'migrations' },
});
