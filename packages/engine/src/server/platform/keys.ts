import { z } from 'zod';
import { PLAN_NAMES } from '../../accounts/plans.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { parseRequest } from '../../requests/parse-request.ts';
import type { Admission } from '../admission/contract.ts';
import { administratorsOnly } from '../model-keeping/keepers-only.ts';
import { readJson } from '../requests/read-json.ts';
import type { RouteHandler, ServerContext } from '../server-env.ts';
import type { ServerLimits } from '../server-options.ts';
import type { Platform } from './platform.ts';

const origin = z
  .string()
  .refine((text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text, 'is no origin');

/** Body of `POST /v1/keys`. */
export const keyBody = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('What the key is for, 1 to 200 characters.'),
  plan: z
    .enum(PLAN_NAMES)
    .default('pro')
    .describe(`One of ${PLAN_NAMES.join(', ')}.`),
  kind: z.enum(['secret', 'publishable']).default('secret').describe('secret, or publishable for web pages.'),
  origins: z.array(origin).max(50).optional().describe('Origins of pages, such as https://app.example.'),
  credits: z.int().min(0).max(1_000_000_000).optional().describe('A whole number from 0 to 1000000000.'),
  administrates: z.boolean().default(false).describe('true or false.'),
});

type Parts = Pick<Platform, 'database'>;

/** `GET /v1/keys`: the keys that work, the newest first. For administrators, as all of these are. */
export function listKeysRoute(platform: Parts): RouteHandler {
  return async (c) => {
    const { accounts, database } = await open(c, platform);
    const keys = await accounts.listKeys(database);
    return Response.json({
      keys: keys.map((key) => ({
        id: key.id,
        mask: key.mask,
        name: key.name,
        plan: key.plan,
        kind: key.kind,
        administrates: key.administrates,
        origins: key.origins,
        account: key.accountId,
        credits: key.balance,
        created_at: key.createdAt.toISOString(),
        last_used_at: key.lastUsedAt?.toISOString() ?? null,
        expires_at: key.expiresAt?.toISOString() ?? null,
      })),
    });
  };
}

/**
 * `POST /v1/keys`: makes a key, and an account for it. The answer is the only one that holds it: it is kept nowhere, so that a
 * repetition makes another key.
 */
export function createKeyRoute(platform: Parts, limits: ServerLimits): RouteHandler {
  return async (c) => {
    checkAdministrator(c);
    const wanted = parseRequest(keyBody, await readJson(c.req.raw, limits));
    const { accounts, database } = await open(c, platform);
    const { name, plan, kind, origins, credits, administrates } = wanted;
    const facts = { name, plan, kind, administrates, ...definedFields({ origins, credits }) };
    const { id, accountId, key } = await accounts.createKey(database, facts);
    return Response.json({ id, account: accountId, key }, { status: 201, headers: { 'cache-control': 'no-store' } });
  };
}

/** `DELETE /v1/keys/{id}`: ends a key, at once in this process; others believe what they know for five seconds. */
export function revokeKeyRoute(platform: Parts, admission: Admission | undefined): RouteHandler {
  return async (c) => {
    const { accounts, database } = await open(c, platform);
    await accounts.revokeKey(database, c.req.param('id') ?? '');
    admission?.forgetKeys();
    return new Response(null, { status: 204 });
  };
}

async function open(c: ServerContext, platform: Parts) {
  checkAdministrator(c);
  const accounts = await import('../../accounts/accounts.ts');
  return { accounts, database: await platform.database() };
}

function checkAdministrator(c: ServerContext): void {
  if (!c.env.caller.administrates) throw administratorsOnly('Keys are made and ended');
}
