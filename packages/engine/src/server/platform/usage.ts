import { LOCAL_CALLER } from '../../accounts/caller.ts';
import type { RouteHandler } from '../server-env.ts';
import type { Platform } from './platform.ts';

/** `GET /v1/usage`: the plan of the caller, its credits, and what was paid lately. */
export function usageRoute(platform: Pick<Platform, 'database'>): RouteHandler {
  return async (c) => {
    const { accountId, administrates, plan } = c.env.caller;
    const limits = {
      requests_per_minute: plan.requestsPerMinute,
      concurrent: plan.concurrent,
      max_characters: plan.maxCharacters,
    };
    const facts = { account: accountId, plan: plan.name, limits, administrates };
    // Whoever brings no key pays nothing, and there may be no database.
    if (accountId === LOCAL_CALLER.accountId) return Response.json({ ...facts, credits_remaining: null, entries: [] });
    const { creditBalance, recentEntries } = await import('../../accounts/ledger.ts');
    const database = await platform.database();
    const entries = await recentEntries(database, accountId);
    return Response.json({
      ...facts,
      credits_remaining: await creditBalance(database, accountId),
      entries: entries.map(({ amount, kind, note, createdAt }) => ({
        credits: amount,
        kind,
        note,
        created_at: createdAt.toISOString(),
      })),
    });
  };
}
