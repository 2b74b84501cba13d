import type { Conversation, ConversationHistory, ConversationTurn } from '../contract/conversation.ts';
import { defined, Fields } from './fields.ts';
import { invalidResponse } from './json.ts';

/** A conversation as the HTTP interface has it. Times are ISO 8601. */
export interface WireConversation {
  readonly id: string;
  readonly turn_count: number;
  readonly system_prompt?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly expires_at: string;
}

/** A turn of a conversation. */
export interface WireConversationTurn {
  readonly id: string;
  readonly user_text: string;
  readonly ai_text: string;
  readonly interrupted: boolean;
  readonly created_at: string;
}

/** A conversation with its turns. */
export interface WireConversationHistory extends WireConversation {
  readonly turns: readonly WireConversationTurn[];
}

/** Writes a conversation. */
export function toWireConversation(conversation: Conversation): WireConversation {
  const { id, turnCount, systemPrompt, createdAt, updatedAt, expiresAt } = conversation;
  return {
    id,
    turn_count: turnCount,
    ...defined({ system_prompt: systemPrompt }),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

/** Writes a conversation with its turns. */
export function toWireConversationHistory(history: ConversationHistory): WireConversationHistory {
  return { ...toWireConversation(history), turns: history.turns.map(toWireConversationTurn) };
}

/** Writes a turn. */
export function toWireConversationTurn(turn: ConversationTurn): WireConversationTurn {
  const { id, userText, replyText, interrupted, createdAt } = turn;
  return { id, user_text: userText, ai_text: replyText, interrupted, created_at: createdAt.toISOString() };
}

/** Reads a list of conversations. @throws {UnreachableError} `invalid_response`. */
export function fromWireConversationList(body: unknown): Conversation[] {
  return new Fields(body).objects('conversations', readConversation);
}

/** Reads a conversation with its turns. @throws {UnreachableError} `invalid_response`. */
export function fromWireConversationHistory(body: unknown): ConversationHistory {
  const fields = new Fields(body);
  return { ...readConversation(fields), turns: fields.objects('turns', readTurn) };
}

/** Reads a turn. @throws {UnreachableError} `invalid_response`. */
export function fromWireConversationTurn(body: unknown): ConversationTurn {
  return readTurn(new Fields(body));
}

function readConversation(fields: Fields): Conversation {
  return {
    id: fields.string('id'),
    turnCount: fields.number('turn_count'),
    ...defined({ systemPrompt: fields.optionalString('system_prompt') }),
    createdAt: readTime(fields, 'created_at'),
    updatedAt: readTime(fields, 'updated_at'),
    expiresAt: readTime(fields, 'expires_at'),
  };
}

function readTurn(fields: Fields): ConversationTurn {
  return {
    id: fields.string('id'),
    userText: fields.string('user_text'),
    replyText: fields.string('ai_text'),
    interrupted: fields.boolean('interrupted'),
    createdAt: readTime(fields, 'created_at'),
  };
}

function readTime(fields: Fields, key: string): Date {
  const time = new Date(fields.string(key));
  if (Number.isNaN(time.getTime())) throw invalidResponse(`its field ${key} is no time`);
  return time;
}
