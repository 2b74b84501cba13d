import { NotFoundError, type VoiceService } from '@potoo/core';
import { PATHS } from '@potoo/core/wire';
import { Hono } from 'hono';
import { mountConversations } from './conversations/index.ts';
import { mountOpenAi } from './dialects/openai/index.ts';
import { mountOuteAi } from './dialects/outeai/index.ts';
import { mountTtsAi } from './dialects/ttsai/index.ts';
import { healthRoute, readinessRoute } from './health.ts';
import { mountModelKeeping } from './model-keeping/index.ts';
import { metricsRoute } from './observe/metrics-route.ts';
import { mountDocs } from './openapi/mount-docs.ts';
import { mountJobs } from './platform/jobs/index.ts';
import { submitJobRoute } from './platform/jobs/job-routes.ts';
import { createKeyRoute, listKeysRoute, revokeKeyRoute } from './platform/keys.ts';
import { usageRoute } from './platform/usage.ts';
import { rotateWebhookSecretRoute, webhookSecretRoute } from './platform/webhook-secret.ts';
import { mountPlayground } from './playground/mount-playground.ts';
import { mountApiRoute, mountRoute } from './routes.ts';
import type { ServerEnv } from './server-env.ts';
import type { ResolvedServerOptions } from './server-options.ts';

/** Routes requests. It catches nothing: whatever is thrown reaches the one catch in `handle-request.ts`. */
export function createApp(service: VoiceService, options: ResolvedServerOptions): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  mountTtsAi(app, service, options);
  mountConversations(app, service, options);
  mountModelKeeping(app, service, options);
  mountOpenAi(app, service, options);
  mountOuteAi(app, service, options);
  const { platform, metrics } = options;
  // Without a platform the service itself says that it has no jobs.
  if (!platform) mountApiRoute(app, PATHS.jobs, { POST: submitJobRoute({ service, options }) });
  else {
    mountJobs(app, { platform, options, service, ownerOf: (c) => c.env.caller.accountId });
    mountApiRoute(app, PATHS.usage, { GET: usageRoute(platform) });
    mountApiRoute(app, PATHS.keys, {
      GET: listKeysRoute(platform),
      POST: createKeyRoute(platform, options.limits),
    });
    mountApiRoute(app, `${PATHS.keys}:id/`, { DELETE: revokeKeyRoute(platform, options.admission) });
    mountApiRoute(app, PATHS.webhookSecret, {
      GET: webhookSecretRoute(platform),
      POST: rotateWebhookSecretRoute(platform),
    });
  }
  mountRoute(app, '/healthz', { GET: healthRoute() });
  mountRoute(app, '/readyz', { GET: readinessRoute(service, platform) });
  if (metrics) mountRoute(app, '/metrics', { GET: metricsRoute(metrics) });
  mountDocs(app);
  if (options.ui) mountPlayground(app);
  app.notFound((c) => {
    throw new NotFoundError(`There is nothing at ${c.req.path.slice(0, 200)}.`, {
      reason: 'route_not_found',
      hint: 'GET /v1/capabilities/ tells what this server can do; paths begin with /v1/.',
    });
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}
