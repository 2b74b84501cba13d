import type { VoiceService } from '@potoo/core';
import { PATHS } from '@potoo/core/wire';
import type { Hono } from 'hono';
import { mountApiRoute } from '../routes.ts';
import type { ServerEnv } from '../server-env.ts';
import type { ResolvedServerOptions } from '../server-options.ts';
import {
  deleteConversationRoute,
  getConversationRoute,
  listConversationsRoute,
  truncateTurnRoute,
} from './conversation-routes.ts';

/** Serves the paths of what is kept of conversations: Potoo's own. */
export function mountConversations(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  mountApiRoute(app, PATHS.conversations, { GET: listConversationsRoute(service) });
  mountApiRoute(app, `${PATHS.conversations}:id`, {
    GET: getConversationRoute(service),
    DELETE: deleteConversationRoute(service),
  });
  mountApiRoute(app, `${PATHS.conversations}:id/turns/:turn/truncate`, { POST: truncateTurnRoute(service, options) });
}
