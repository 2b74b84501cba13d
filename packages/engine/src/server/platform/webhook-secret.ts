import type { RouteHandler } from '../server-env.ts';
import type { Platform } from './platform.ts';

/** `GET /v1/webhooks/secret`: what the caller's messages are signed with, for `verifyWebhook` of `@potoo/core`. */
export function webhookSecretRoute(platform: Pick<Platform, 'database'>): RouteHandler {
  return async (c) => {
    const { webhookSecret } = await import('../../webhooks/secrets.ts');
    const secret = await webhookSecret(await platform.database(), c.env.caller.accountId);
    return Response.json({ secret });
  };
}

/** `POST /v1/webhooks/secret`: a new secret. Messages are signed with the old one too for a day. */
export function rotateWebhookSecretRoute(platform: Pick<Platform, 'database'>): RouteHandler {
  return async (c) => {
    const { rotateWebhookSecret } = await import('../../webhooks/secrets.ts');
    const secret = await rotateWebhookSecret(await platform.database(), c.env.caller.accountId);
    return Response.json({ secret });
  };
}
