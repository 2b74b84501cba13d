import type { CallOptions } from '../../contract/call-options.ts';
import type {
  Conversation,
  ConversationFilter,
  ConversationHistory,
  ConversationTurn,
  TruncateTurnRequest,
} from '../../contract/conversation.ts';
import { jsonBody } from '../../transport/request-body.ts';
import type { Transport } from '../../transport/transport.ts';
import {
  fromWireConversationHistory,
  fromWireConversationList,
  fromWireConversationTurn,
} from '../../wire/conversations.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';

/** Lists the caller's conversations. */
export async function listConversations(
  transport: Transport,
  filter: ConversationFilter,
  options: CallOptions,
): Promise<Conversation[]> {
  const fields = fieldsOf(filter, ['limit', 'before']);
  const query = { limit: fields.optionalNumber('limit')?.toString(), before: fields.optionalString('before') };
  const sent = { method: 'GET', path: PATHS.conversations, query, accept: 'application/json' } as const;
  return fromWireConversationList(await (await transport.send(sent, options)).json());
}

/** Looks a conversation up. */
export async function getConversation(
  transport: Transport,
  id: string,
  options: CallOptions,
): Promise<ConversationHistory> {
  const sent = { method: 'GET', path: conversationPath(id), accept: 'application/json' } as const;
  return fromWireConversationHistory(await (await transport.send(sent, options)).json());
}

/** Forgets a conversation. */
export async function deleteConversation(transport: Transport, id: string, options: CallOptions): Promise<void> {
  const answer = await transport.send({ method: 'DELETE', path: conversationPath(id), accept: '*/*' }, options);
  await answer.bytes();
}

/** Cuts a reply down to what was heard of it. */
export async function truncateTurn(
  transport: Transport,
  request: TruncateTurnRequest,
  options: CallOptions,
): Promise<ConversationTurn> {
  try {
    const fields = fieldsOf(request, ['conversationId', 'turnId', 'heard']);
    const turn = encodeURIComponent(fields.string('turnId'));
    const path = `${conversationPath(fields.string('conversationId'))}/turns/${turn}/truncate`;
    const body = jsonBody({ heard: fields.number('heard') });
    const answer = await transport.send({ method: 'POST', path, accept: 'application/json', body }, options);
    return fromWireConversationTurn(await answer.json());
  } catch (error) {
    throw inCallerTerms(error);
  }
}

function conversationPath(id: string): string {
  return `${PATHS.conversations}${encodeURIComponent(id)}`;
}
