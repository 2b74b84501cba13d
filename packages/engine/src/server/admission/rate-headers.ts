import type { RateLimit } from '@potoo/core';
import { HEADERS } from '@potoo/core/wire';

/** The headers of every response that tell of the rate limit. */
export function rateHeaders({ limit, remaining, resetAt }: RateLimit): Record<string, string> {
  return {
    [HEADERS.rateLimit]: String(limit),
    [HEADERS.rateRemaining]: String(remaining),
    [HEADERS.rateReset]: String(Math.ceil(resetAt.getTime() / 1000)),
  };
}
