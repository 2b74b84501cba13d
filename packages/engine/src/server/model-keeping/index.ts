import type { VoiceService } from '@potoo/core';
import { PATHS } from '@potoo/core/wire';
import type { Hono } from 'hono';
import { mountApiRoute } from '../routes.ts';
import type { ServerEnv } from '../server-env.ts';
import type { ResolvedServerOptions } from '../server-options.ts';
import { cancelPullRoute, pullEventsRoute, pullRoute, storageRoute } from './model-routes.ts';

/** Serves the pulling of models. Removing one is on the path that OpenAI has for it. */
export function mountModelKeeping(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  mountApiRoute(app, `${PATHS.models}:model/pull/`, { POST: pullRoute(service), DELETE: cancelPullRoute(service) });
  mountApiRoute(app, `${PATHS.models}:model/pull/events/`, { GET: pullEventsRoute(service, options) });
  mountApiRoute(app, PATHS.modelStorage, { GET: storageRoute(service) });
}
