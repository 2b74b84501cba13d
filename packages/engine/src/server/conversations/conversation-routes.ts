import type { VoiceService } from '@potoo/core';
import { NotFoundError } from '@potoo/core/errors';
import { toWireConversation, toWireConversationHistory, toWireConversationTurn } from '@potoo/core/wire';
import { z } from 'zod';
import { definedFields } from '../../requests/defined-fields.ts';
import { parseRequest } from '../../requests/parse-request.ts';
import { readJson } from '../requests/read-json.ts';
import type { RouteHandler, ServerContext } from '../server-env.ts';
import type { ResolvedServerOptions } from '../server-options.ts';

export const conversationQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional().describe('A whole number from 1 to 100.'),
  before: z.string().max(64).optional().describe('The id of a conversation: only those that were used before it.'),
});

export const truncateBody = z.strictObject({
  heard: z.number().min(0).describe('Seconds of the reply that were played, 0 or more.'),
});

/** `GET /v1/conversations`: the caller's conversations, latest first. `next` is what to pass as `before`. */
export function listConversationsRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const { limit = 20, before } = parseRequest(conversationQuery, c.req.query());
    const filter = { limit, ...definedFields({ before }) };
    const found = await service.listConversations(filter, { signal: c.req.raw.signal });
    const next = found.length === limit ? found.at(-1)?.id : undefined;
    return Response.json({ conversations: found.map(toWireConversation), ...(next !== undefined && { next }) });
  };
}

/** `GET /v1/conversations/{id}`: a conversation with its turns. */
export function getConversationRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const history = await service.getConversation(conversationIdOf(c), { signal: c.req.raw.signal });
    return Response.json(toWireConversationHistory(history));
  };
}

/** `DELETE /v1/conversations/{id}`: forgets a conversation. */
export function deleteConversationRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    await service.deleteConversation(conversationIdOf(c), { signal: c.req.raw.signal });
    return new Response(null, { status: 204 });
  };
}

/** `POST /v1/conversations/{id}/turns/{turn}/truncate`: cuts a reply down to what was heard of it. */
export function truncateTurnRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const conversationId = conversationIdOf(c);
    const { heard } = parseRequest(truncateBody, await readJson(c.req.raw, options.limits));
    const request = { conversationId, turnId: (c.req.param('turn') ?? '').slice(0, 64) || '-', heard };
    return Response.json(toWireConversationTurn(await service.truncateTurn(request, { signal: c.req.raw.signal })));
  };
}

/** The id in the path. @throws {NotFoundError} `conversation_not_found` for what cannot be one. */
function conversationIdOf(c: ServerContext): string {
  const id = c.req.param('id') ?? '';
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new NotFoundError('There is no such conversation.', {
    reason: 'conversation_not_found',
    param: 'conversationId',
    hint: 'Use the `conversation_id` that the answer to POST /v1/voice-chat/ holds.',
  });
}
