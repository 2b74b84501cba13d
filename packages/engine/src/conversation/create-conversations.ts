import type {
  CallOptions,
  ConversationFilter,
  ConverseRequest,
  TruncateTurnRequest,
  Turn,
  TurnEvent,
} from '@potoo/core';
import { AudioOutput } from '@potoo/core/audio';
import { InternalError } from '@potoo/core/errors';
import { z } from 'zod';
import { parseRequest } from '../requests/parse-request.ts';
import type { ConversationMethods } from './contract.ts';
import { conversationNotFound } from './conversation-errors.ts';
import { enterTurn } from './enter-turn.ts';
import { type TurnParts, takeTurn } from './take-turn.ts';

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
      yield* takeTurn(request, parts, open(options), { streaming: true });
    },
    async converse(request: ConverseRequest, options: CallOptions = {}): Promise<Turn> {
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

async function gatherTurn(events: AsyncIterable<TurnEvent>): Promise<Turn> {
  const chunks: Uint8Array[] = [];
  let start: Extract<TurnEvent, { type: 'start' }> | undefined;
  for await (const event of events) {
    if (event.type === 'start') start = event;
    if (event.type === 'audio') chunks.push(event.data);
    if (event.type === 'done' && start) {
      const { format, sampleRate, channels } = start;
      const { duration } = event.details;
      const bytes = Uint8Array.from(Buffer.concat(chunks));
      return { ...event.details, audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }) };
    }
  }
  throw new InternalError('The turn ended without a reply.');
}
