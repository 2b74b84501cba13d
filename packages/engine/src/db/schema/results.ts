import { sql } from 'drizzle-orm';
import { bigint, boolean, index, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const moment = () => timestamp({ withTimezone: true, precision: 3 });

/** Files that are kept for a while: what jobs made, and what they are to work on. The bytes are in the result store. */
export const results = potooSchema.table(
  'results',
  {
    id: text().primaryKey(),
    /** Who may fetch it. */
    owner: text().notNull(),
    jobId: text(),
    /** What it is of its job, such as `audio` or `item-3`; inputs begin with `input-`. */
    part: text().notNull(),
    /** File name to save it under. */
    name: text().notNull(),
    contentType: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    /** Whether it is whole and can be fetched. A row is written before its bytes, so that no bytes are forgotten. */
    stored: boolean().notNull().default(false),
    createdAt: moment().notNull().defaultNow(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex('results_of_job').on(table.jobId, table.part).where(sql`stored`),
    index('results_of_owner').on(table.owner),
    index('results_expiring').on(table.expiresAt),
  ],
);
