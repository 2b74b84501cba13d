import { customType, index, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Cloned voices, each with the recording that it was made of. */
export const voices = potooSchema.table(
  'voices',
  {
    id: text().primaryKey(),
    /** Who may use it; everybody else is told that it does not exist. */
    owner: text().notNull(),
    /** Name, consent and figures, as `StoredVoice`. */
    voice: jsonb().notNull(),
    /** FLAC. */
    recording: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (table) => [index('voices_of_owner').on(table.owner, table.createdAt)],
);
