import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const moment = () => timestamp({ withTimezone: true, precision: 3 });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Who pays, and how much they have. */
export const accounts = potooSchema.table(
  'accounts',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    plan: text().notNull(),
    /** Credits; always the sum of the account's ledger. */
    balance: integer().notNull().default(0),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [check('accounts_balance_not_negative', sql`${table.balance} >= 0`)],
);

/** Keys of accounts. A key itself is never stored. */
export const apiKeys = potooSchema.table(
  'api_keys',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    kind: text().notNull(),
    /** SHA-256 of the key, hex. */
    hash: text().notNull(),
    /** What may be shown of it. */
    mask: text().notNull(),
    /** Origins of the pages that may use a publishable key. */
    origins: jsonb().$type<readonly string[]>().notNull(),
    /** Whether it may keep models and the keys of others. */
    administrates: boolean().notNull().default(false),
    createdAt: moment().notNull().defaultNow(),
    lastUsedAt: moment(),
    /** It works no longer from then on. */
    expiresAt: moment(),
  },
  (table) => [uniqueIndex('api_keys_by_hash').on(table.hash), index('api_keys_of_account').on(table.accountId)],
);

/** Credits put aside for work that has begun. */
export const reservations = potooSchema.table(
  'reservations',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    amount: integer().notNull(),
    open: boolean().notNull().default(true),
    feature: text().notNull(),
    /** The process or the job that will settle it. */
    holder: text().notNull(),
    /** Given back from then on, unless its holder says that it still works. */
    expiresAt: moment().notNull(),
  },
  (table) => [
    index('reservations_open').on(table.expiresAt).where(sql`open`),
    index('reservations_of_holder').on(table.holder).where(sql`open`),
  ],
);

/** Every change of a balance. Rows are only ever added. */
export const ledger = potooSchema.table(
  'ledger',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    /** Credits; what is taken is negative. */
    amount: integer().notNull(),
    /** `grant`, `reserve`, `settle` or `refund`. */
    kind: text().notNull(),
    reservationId: text(),
    note: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [index('ledger_of_account').on(table.accountId, table.id.desc())],
);

/** Windows of the rate limit, as rate-limiter-flexible keeps them. */
export const rateLimits = potooSchema.table('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  /** Unix time, milliseconds. */
  expire: bigint({ mode: 'number' }),
});

/** What is worked on now, in any process: requests of an account, the turn of a conversation. */
export const leases = potooSchema.table(
  'leases',
  {
    id: text().primaryKey(),
    /** An account, or what else has a number of places. */
    accountId: text().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [index('leases_of_account').on(table.accountId)],
);

/** Requests that came with an idempotency key, and what was answered. */
export const idempotentRequests = potooSchema.table(
  'idempotent_requests',
  {
    owner: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body, hex. */
    fingerprint: text().notNull(),
    /** The process that works on it. */
    holder: text().notNull(),
    /** While it is worked on: when its process counts as dead. */
    leaseUntil: moment().notNull(),
    /** Absent while it is worked on. */
    status: integer(),
    headers: jsonb().$type<ReadonlyArray<readonly [string, string]>>(),
    body: bytea(),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    index('idempotent_requests_by_age').on(table.createdAt),
  ],
);
