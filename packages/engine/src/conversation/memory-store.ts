import type { Conversation, ConversationHistory, ConversationTurn } from '@potoo/core';
import { CONVERSATION_LIFETIME_MS, type ConversationStore, type NewTurn } from './contract.ts';
import { conversationNotFound, turnNotFound } from './conversation-errors.ts';
import { spokenPart } from './spoken-part.ts';

/** Conversations that are kept at once; those that were not used for longest make room. */
const MOST_CONVERSATIONS = 10_000;

interface Entry {
  readonly id: string;
  readonly owner: string;
  readonly createdAt: Date;
  systemPrompt: string | undefined;
  updatedAt: Date;
  turns: NewTurn[];
}

/** Keeps conversations as long as the process lives, in the order of their last use. */
export function createMemoryConversations(lifetimeMs = CONVERSATION_LIFETIME_MS): ConversationStore {
  const entries = new Map<string, Entry>();

  const expiryOf = (entry: Entry) => new Date(entry.updatedAt.getTime() + lifetimeMs);
  const find = (owner: string, id: string): Entry | undefined => {
    const entry = entries.get(id);
    if (entry?.owner !== owner) return undefined;
    if (expiryOf(entry).getTime() > Date.now()) return entry;
    entries.delete(id);
    return undefined;
  };
  const makeRoom = () => {
    for (const [id, entry] of entries) {
      if (expiryOf(entry).getTime() > Date.now() && entries.size < MOST_CONVERSATIONS) return;
      entries.delete(id);
    }
  };
  const describe = (entry: Entry): Conversation => ({
    id: entry.id,
    turnCount: entry.turns.length,
    ...(entry.systemPrompt !== undefined && { systemPrompt: entry.systemPrompt }),
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
    expiresAt: expiryOf(entry),
  });

  return {
    async find(owner, id): Promise<ConversationHistory | undefined> {
      const entry = find(owner, id);
      return entry && { ...describe(entry), turns: entry.turns.map(withoutWords) };
    },
    async list(owner, { limit, before }) {
      const mine = [...entries.values()].reverse().filter(({ id }) => find(owner, id));
      const start = before === undefined ? 0 : mine.findIndex(({ id }) => id === before) + 1;
      if (before !== undefined && start === 0) return [];
      return mine.slice(start, start + limit).map(describe);
    },
    async keep(owner, { conversationId: id, isFirst, systemPrompt, turn }) {
      if (isFirst) makeRoom();
      const found = isFirst ? { id, owner, createdAt: turn.createdAt, turns: [] } : find(owner, id);
      if (!found) throw conversationNotFound();
      // Put in anew, it is the one that was used last.
      entries.delete(id);
      entries.set(id, { ...found, systemPrompt, updatedAt: new Date(), turns: [...found.turns, turn] });
    },
    async cut(owner, id, turnId, heard) {
      const entry = find(owner, id);
      if (!entry) throw conversationNotFound();
      const turn = entry.turns.find((one) => one.id === turnId);
      if (!turn) throw turnNotFound();
      const part = spokenPart(turn, heard);
      const cut = { ...turn, ...part, interrupted: turn.interrupted || part.replyText !== turn.replyText };
      entry.turns = entry.turns.map((one) => (one.id === turnId ? cut : one));
      return withoutWords(cut);
    },
    async remove(owner, id) {
      return find(owner, id) !== undefined && entries.delete(id);
    },
    // No other process shares it.
    async claim() {
      return async () => {};
    },
  };
}

function withoutWords({ id, userText, replyText, interrupted, createdAt }: NewTurn): ConversationTurn {
  return { id, userText, replyText, interrupted, createdAt };
}
