import { index, integer, text, timestamp } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const moment = () => timestamp({ withTimezone: true, precision: 3 });

/** What the messages to an owner's addresses are signed with. */
export const webhookSecrets = potooSchema.table('webhook_secrets', {
  owner: text().primaryKey(),
  /** `whsec_` and base64. */
  secret: text().notNull(),
  /** The one before, which messages are signed with as well until it ends. */
  previous: text(),
  previousUntil: moment(),
});

/** Messages to be delivered, and those that were. */
export const webhookMessages = potooSchema.table(
  'webhook_messages',
  {
    /** Sent as `webhook-id`; the same on every attempt. */
    id: text().primaryKey(),
    owner: text().notNull(),
    jobId: text().notNull(),
    url: text().notNull(),
    /** JSON, as it is sent: what was signed must not change by a byte. */
    body: text().notNull(),
    /** `pending`, `delivered` or `failed`. */
    status: text().notNull().default('pending'),
    attempts: integer().notNull().default(0),
    /** What came of the last attempt, for a person. */
    outcome: text(),
    createdAt: moment().notNull().defaultNow(),
    deliveredAt: moment(),
  },
  (table) => [index('webhook_messages_of_job').on(table.jobId), index('webhook_messages_by_age').on(table.createdAt)],
);
