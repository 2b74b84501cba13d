import { jsonb, text } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

/** Values that every process on the database shares, such as the secret that result links are signed with. */
export const settings = potooSchema.table('settings', {
  name: text().primaryKey(),
  value: jsonb().notNull(),
});
