import { setTimeout as delay } from 'node:timers/promises';
import type { Conversation, ConversationTurn } from '@potoo/core';
import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { whileReachableStore } from '../db/database-unavailable.ts';
import { createLeases, type Leases } from '../db/leases.ts';
import { conversations, conversationTurns as turns } from '../db/schema/index.ts';
import { CONVERSATION_LIFETIME_MS, type ConversationStore } from './contract.ts';
import { conversationNotFound, turnNotFound } from './conversation-errors.ts';
import { spokenPart } from './spoken-part.ts';

/** How often a process looks for what has expired. */
const SWEEP_INTERVAL_MS = 60_000;
const SWEPT_AT_ONCE = 500;
/** How often a turn looks whether the one before it has ended in another process. */
const CLAIM_INTERVAL_MS = 150;

/**
 * Keeps conversations in a database, which any number of processes may share.
 * @param open - Called with the first conversation: whoever never talks needs no database.
 */
export function createDatabaseConversations(
  open: () => Promise<Database>,
  lifetimeMs = CONVERSATION_LIFETIME_MS,
): ConversationStore {
  let sweptAt = 0;
  let places: Leases | undefined;
  /** By the clock of the database, which all processes share. */
  const mine = (owner: string, id: string) =>
    and(eq(conversations.id, id), eq(conversations.owner, owner), gt(conversations.expiresAt, sql`now()`));

  const sweep = async ({ orm }: Database): Promise<void> => {
    if (performance.now() - sweptAt < SWEEP_INTERVAL_MS && sweptAt > 0) return;
    sweptAt = performance.now();
    const expired = orm
      .select({ id: conversations.id })
      .from(conversations)
      .where(lte(conversations.expiresAt, sql`now()`))
      .limit(SWEPT_AT_ONCE);
    await orm.delete(conversations).where(inArray(conversations.id, expired));
  };

  return whileReachableStore<ConversationStore>({
    async find(owner, id) {
      const { orm } = await open();
      const [found] = await orm.select().from(conversations).where(mine(owner, id));
      if (!found) return undefined;
      const kept = await orm.select().from(turns).where(eq(turns.conversationId, id)).orderBy(asc(turns.position));
      return { ...describe(found), turns: kept.map(describeTurn) };
    },

    async list(owner, { limit, before }) {
      const { orm } = await open();
      const all = and(eq(conversations.owner, owner), gt(conversations.expiresAt, sql`now()`));
      const at = sql`(select updated_at, id from potoo.conversations where id = ${before} and owner = ${owner})`;
      const older = before === undefined ? undefined : sql`(${conversations.updatedAt}, ${conversations.id}) < ${at}`;
      const rows = await orm
        .select()
        .from(conversations)
        .where(and(all, older))
        .orderBy(desc(conversations.updatedAt), desc(conversations.id))
        .limit(limit);
      return rows.map(describe);
    },

    async keep(owner, { conversationId: id, isFirst, systemPrompt, turn }) {
      const database = await open();
      const { orm } = database;
      await orm.transaction(async (tx) => {
        const life = { updatedAt: sql`now()`, expiresAt: sql`now() + ${`${lifetimeMs} milliseconds`}::interval` };
        const prompt = systemPrompt ?? null;
        if (isFirst) {
          const { createdAt } = turn;
          await tx.insert(conversations).values({ id, owner, systemPrompt: prompt, turnCount: 0, createdAt, ...life });
        }
        const [counted] = await tx
          .update(conversations)
          .set({ systemPrompt: prompt, turnCount: sql`${conversations.turnCount} + 1`, ...life })
          .where(mine(owner, id))
          .returning({ count: conversations.turnCount });
        if (!counted) throw conversationNotFound();
        const { wordEnds, duration, ...same } = turn;
        await tx.insert(turns).values({
          ...same,
          conversationId: id,
          position: counted.count - 1,
          wordEnds: wordEnds.map(({ end, charEnd }) => [end, charEnd] as const),
          duration: duration ?? null,
        });
      });
      await sweep(database);
    },

    async cut(owner, id, turnId, heard) {
      const { orm } = await open();
      return orm.transaction(async (tx) => {
        const [found] = await tx
          .select({ id: conversations.id })
          .from(conversations)
          .where(mine(owner, id))
          .for('update');
        if (!found) throw conversationNotFound();
        const one = and(eq(turns.conversationId, id), eq(turns.id, turnId));
        const [kept] = await tx.select().from(turns).where(one);
        if (!kept) throw turnNotFound();
        const wordEnds = kept.wordEnds.map(([end, charEnd]) => ({ end, charEnd }));
        const reply = { replyText: kept.replyText, wordEnds, duration: kept.duration ?? undefined };
        const part = spokenPart(reply, heard);
        const changes = {
          replyText: part.replyText,
          interrupted: kept.interrupted || part.replyText !== kept.replyText,
          wordEnds: part.wordEnds.map(({ end, charEnd }) => [end, charEnd] as const),
          duration: part.duration ?? null,
        };
        await tx.update(turns).set(changes).where(one);
        return describeTurn({ ...kept, ...changes });
      });
    },

    async remove(owner, id) {
      const { orm } = await open();
      const removed = await orm.delete(conversations).where(mine(owner, id)).returning({ id: conversations.id });
      return removed.length > 0;
    },

    async claim(owner, id, signal) {
      const database = await open();
      // The embedded database belongs to one process.
      if (database.kind === 'embedded') return async () => {};
      places ??= createLeases(database);
      for (;;) {
        signal.throwIfAborted();
        const lease = await places.take(`conversation ${owner} ${id}`, 1);
        if (lease) return () => lease.release();
        await delay(CLAIM_INTERVAL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    },
  });
}

function describe({ systemPrompt, ...row }: typeof conversations.$inferSelect): Conversation {
  const { id, turnCount, createdAt, updatedAt, expiresAt } = row;
  return { id, turnCount, ...(systemPrompt !== null && { systemPrompt }), createdAt, updatedAt, expiresAt };
}

function describeTurn({
  id,
  userText,
  replyText,
  interrupted,
  createdAt,
}: Omit<typeof turns.$inferSelect, 'wordEnds'>): ConversationTurn {
  return { id, userText, replyText, interrupted, createdAt };
}
