import { ForbiddenError, RateLimitedError, UnauthorizedError, type VoiceService } from '@potoo/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { KeyFacts } from '../../accounts/accounts.ts';
import type { Caller } from '../../accounts/caller.ts';
import { createConcurrency } from '../../accounts/concurrency.ts';
import { PLANS } from '../../accounts/plans.ts';
import { createRateLimits, type RateState } from '../../accounts/rate-limits.ts';
import type { Database } from '../../db/database.ts';
import type { Lease } from '../../db/leases.ts';
import { createDatabaseStore } from '../idempotency/database-store.ts';
import type { Admission, Guest, Visit } from './contract.ts';
import { createKeyBook } from './key-book.ts';
import { isPublic } from './public-paths.ts';
import { rateHeaders } from './rate-headers.ts';

/** Wrong keys that one address may send in a minute. */
const WRONG_KEYS_PER_MINUTE = 20;

/** What an admission by key is made of. */
export interface KeyedAdmissionOptions {
  readonly database: Database;
  /** This process, as what it holds in the database names it. */
  readonly holder: string;
  /** The service as a caller may use it. */
  readonly serviceFor: (caller: Caller, request: Request) => VoiceService;
  /** For what needs no key. */
  readonly service: VoiceService;
}

/** Lets in who brings a key, as often and as many at once as its plan allows. */
export function createKeyedAdmission({ database, holder, service, serviceFor }: KeyedAdmissionOptions): Admission {
  const keys = createKeyBook(database);
  const rates = createRateLimits(database);
  const concurrency = createConcurrency(database);
  const answers = createDatabaseStore(database, holder);
  const wrongKeys = new RateLimiterMemory({ points: WRONG_KEYS_PER_MINUTE, duration: 60 });
  const nobody = { accountId: 'anonymous', keyId: 'none', kind: 'publishable' } as const;
  const stranger: Caller = { ...nobody, administrates: false, plan: PLANS.free };

  const identify = async (request: Request, address: string): Promise<Caller> => {
    const key = bearerOf(request);
    if (key === undefined) throw missingKey();
    const blocked = await wrongKeys.get(address);
    if (blocked && blocked.consumedPoints > WRONG_KEYS_PER_MINUTE) throw tooManyWrongKeys(blocked.msBeforeNext);
    const facts = await keys.find(key);
    if (!facts) {
      await wrongKeys.consume(address).catch(ignoreRefusal);
      throw invalidKey();
    }
    checkOrigin(facts, request);
    const { accountId, id: keyId, kind, administrates, plan } = facts;
    return { accountId, keyId, kind, administrates, plan: PLANS[plan] };
  };

  return {
    asksForKeys: true,
    receive(request, address = 'unknown'): Visit {
      let headers: Record<string, string> = rateHeaders(unknownState());
      let lease: Lease | undefined;
      return {
        get headers() {
          return headers;
        },
        async enter(): Promise<Guest> {
          if (isPublic(request.method, new URL(request.url).pathname)) return { caller: stranger, service, answers };
          const caller = await identify(request, address);
          const state = await rates.count(caller);
          headers = rateHeaders(state);
          if (!state.admitted) throw tooManyRequests(state);
          if (request.method === 'POST') {
            lease = await concurrency.acquire(caller);
            if (!lease) throw tooManyAtOnce(caller.plan.concurrent);
          }
          return { caller, service: serviceFor(caller, request), answers };
        },
        async leave() {
          await lease?.release();
        },
      };
    },
    allowsOrigin: (origin) => keys.namesOrigin(origin),
    forgetKeys: keys.forget,
    async close() {
      concurrency.close();
      answers.close();
      await keys.close();
    },
  };
}

/** The key of a request, as `Authorization: Bearer` or, as other APIs have it, `X-API-Key`. */
function bearerOf(request: Request): string | undefined {
  const [, key] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return key ?? request.headers.get('x-api-key') ?? undefined;
}

function checkOrigin({ kind, origins }: KeyFacts, request: Request): void {
  if (kind !== 'publishable') return;
  const origin = request.headers.get('origin');
  if (origin !== null && origins.includes(origin)) return;
  throw new ForbiddenError('The key may not be used from this page.', {
    reason: 'origin_not_allowed',
    hint: 'Publishable keys work in browsers only, on pages of the origins that they were made for.',
  });
}

/** Of a request that has no account, nothing is counted. */
function unknownState(): RateState {
  return { admitted: false, limit: 0, remaining: 0, resetAt: new Date(Date.now() + 60_000) };
}

function ignoreRefusal(refused: unknown): void {
  if (!(refused instanceof RateLimiterRes)) throw refused;
}

function missingKey(): UnauthorizedError {
  return new UnauthorizedError('The request brings no API key.', {
    reason: 'missing_key',
    hint: 'Send `Authorization: Bearer sk-tts-…`; `potoo keys create` makes a key.',
  });
}

function invalidKey(): UnauthorizedError {
  return new UnauthorizedError('The API key is unknown, revoked or expired.', {
    reason: 'invalid_key',
    hint: 'Check that it is complete; `potoo keys list` shows the keys that work.',
  });
}

function tooManyWrongKeys(waitMs: number): RateLimitedError {
  return new RateLimitedError('Too many wrong keys came from this address.', {
    reason: 'too_many_wrong_keys',
    hint: 'Wait, and send a key that works.',
    retryAfterMs: waitMs,
  });
}

function tooManyRequests({ limit, resetAt }: RateState): RateLimitedError {
  return new RateLimitedError(`The plan allows ${limit} requests a minute.`, {
    reason: 'too_many_requests',
    hint: 'Wait until the minute is over; Retry-After tells how long.',
    retryAfterMs: Math.max(1_000, resetAt.getTime() - Date.now()),
  });
}

function tooManyAtOnce(limit: number): RateLimitedError {
  return new RateLimitedError(`The plan allows ${limit} requests at once.`, {
    reason: 'too_many_at_once',
    hint: 'Wait until one of them is done.',
    retryAfterMs: 1_000,
  });
}
