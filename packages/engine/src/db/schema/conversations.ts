import { boolean, index, integer, jsonb, primaryKey, real, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { potooSchema } from './potoo-schema.ts';

const moment = () => timestamp({ withTimezone: true, precision: 3 });

/** Spoken conversations. */
export const conversations = potooSchema.table(
  'conversations',
  {
    id: text().primaryKey(),
    /** Who holds it; to everybody else it does not exist. */
    owner: text().notNull(),
    systemPrompt: text(),
    /** Turns so far, and the position of the next. */
    turnCount: integer().notNull(),
    createdAt: moment().notNull(),
    /** When its last turn was taken. */
    updatedAt: moment().notNull(),
    /** It does not exist from then on. */
    expiresAt: moment().notNull(),
  },
  (table) => [
    index('conversations_of_owner').on(table.owner, table.updatedAt.desc(), table.id.desc()),
    index('conversations_by_expiry').on(table.expiresAt),
  ],
);

/** Their turns. */
export const conversationTurns = potooSchema.table(
  'conversation_turns',
  {
    conversationId: text()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** From 0. */
    position: integer().notNull(),
    id: text().notNull(),
    userText: text().notNull(),
    /** What was spoken of it. */
    replyText: text().notNull(),
    interrupted: boolean().notNull(),
    /** Where each word ends: in the audio, seconds, and in the text. */
    wordEnds: jsonb().$type<ReadonlyArray<readonly [end: number, charEnd: number]>>().notNull(),
    /** Length of the reply's audio, seconds; absent if it was not complete. */
    duration: real(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.position] }),
    uniqueIndex('conversation_turns_by_id').on(table.id),
  ],
);
