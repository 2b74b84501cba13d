import type { CallOptions, ConversationFilter, ConverseRequest, TruncateTurnRequest, Turn } from '@potoo/core';
import { z } from 'zod';
import { parseRequest } from '../requests/parse-request.ts';
import type { ConversationMethods } from './contract.ts';
import { conversationNotFound } from './conversation-errors.ts';
import { enterTurn } from './enter-turn.ts';
import type { TurnParts } from './take-turn.ts';

/** Settles a call's signal and lane. @throws The reason, if it is aborted already. */
export type OpenCall = (options: CallOptions) => { readonly signal: AbortSignal; readonly lane: string };

const filterSchema = z.strictObject({
  limit: z.number().int().min(1).max(100).default(20).describe('A whole number from 1 to 100.'),
  before: z.string().min(1).max(64).optional().describe('The id of a conversation.'),
});

const cutSchema = z.strictObject({
  conversationId: z.string().min(1).max(64).describe('The id of a conversation.'),
  turnId: z.string().min(1).max(64).describe('The id of a turn.'),
  heard: z.number().min(0).describe('Seconds, 0 or more.'),
});

/** The methods of the contract about conversations, for one owner. */
export function createConversations(parts: TurnParts, open: OpenCall): ConversationMethods {
  const { store, owner } = parts;

  /** Does something with a conversation once no turn of it is under way. */
  const afterTurns = async <T>(id: string, options: CallOptions, work: () => Promise<T>): Promise<T> => {
    const leave = await enterTurn(parts, id, open(options).signal);
    try {
      return await work();
    } finally {
      await leave();
    }
  };

  return {
    async *streamTurn(request: ConverseRequest, options: CallOptions = {}) {
      const { takeTurn } = await import('./take-turn.ts');
      yield* takeTurn(request, parts, open(options), { streaming: true });
    },
    async converse(request: ConverseRequest, options: CallOptions = {}): Promise<Turn> {
      const [{ takeTurn }, { gatherTurn }] = await Promise.all([import('./take-turn.ts'), import('./gather-turn.ts')]);
      return gatherTurn(takeTurn(request, parts, open(options), { streaming: false }));
    },
    async truncateTurn(request: TruncateTurnRequest, options: CallOptions = {}) {
      const { conversationId, turnId, heard } = parseRequest(cutSchema, request);
      return afterTurns(conversationId, options, () => store.cut(owner, conversationId, turnId, heard));
    },
    async listConversations(filter: ConversationFilter = {}, options: CallOptions = {}) {
      open(options);
      return store.list(owner, parseRequest(filterSchema, filter));
    },
    async getConversation(id: string, options: CallOptions = {}) {
      open(options);
      const found = await store.find(owner, id);
      if (!found) throw conversationNotFound();
      return found;
    },
    async deleteConversation(id: string, options: CallOptions = {}) {
      await afterTurns(id, options, async () => {
        if (!(await store.remove(owner, id))) throw conversationNotFound();
      });
    },
  };
}
