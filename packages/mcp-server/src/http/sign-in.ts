import { createHash } from 'node:crypto';
import { UnreachableError } from '@potoo/core/errors';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';

/** A server that people sign in at, and what its tokens for this server say. */
export interface SignIn {
  /** Address of the server, as its tokens name it. */
  readonly issuer: string;
  /** Address of this server, as tokens name it that are meant for it. */
  readonly audience: string;
  /** Scope that a token has to hold; absent when none is needed. */
  readonly scope: string | undefined;
}

/** What a token is worth: it is somebody's, it is no token of this server, or it lacks the scope. */
export type Verdict = { readonly caller: string } | 'unknown' | 'insufficient';

/** Looks at tokens. */
export interface TokenVerifier {
  /** @throws {UnreachableError} If the keys of the sign-in server cannot be fetched. */
  verify(token: string): Promise<Verdict>;
}

/** Only keys of which the sign-in server alone has the private half. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;
const TIMEOUT_MS = 10_000;

/** Where a sign-in server says what it is: RFC 8414, and OpenID Connect Discovery. */
const METADATA = ['oauth-authorization-server', 'openid-configuration'];
const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Makes what looks at the tokens of a sign-in server: JSON Web Tokens as RFC 9068 has them. This server gives out no tokens
 * and passes none on.
 */
export function createTokenVerifier({ issuer, audience, scope }: SignIn): TokenVerifier {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const findKeys = () => {
    keys ??= fetchKeys(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  const rules = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  return {
    verify: async (token) => {
      // What is no JSON Web Token is not worth a request to the sign-in server.
      if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return 'unknown';
      try {
        const { payload } = await jwtVerify(token, await findKeys(), rules);
        if (scope !== undefined && !scopesOf(payload).includes(scope)) return 'insufficient';
        return { caller: callerOf(issuer, payload) };
      } catch (cause) {
        if (isOfNetwork(cause)) throw unreachable(issuer, cause);
        return 'unknown';
      }
    },
  };
}

async function fetchKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = METADATA.flatMap((name) => [
    `${origin}/.well-known/${name}${path}`,
    ...(path === '' ? [] : [`${origin}${path}/.well-known/${name}`]),
  ]);
  for (const place of places) {
    const answer = await fetch(place, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!answer.ok) continue;
    const metadata = Metadata.safeParse(await answer.json().catch(() => undefined));
    if (metadata.success && metadata.data.issuer === issuer) {
      return createRemoteJWKSet(new URL(metadata.data.jwks_uri), { timeoutDuration: TIMEOUT_MS });
    }
  }
  throw unreachable(issuer, undefined);
}

function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  if (typeof scope === 'string') return scope.split(' ');
  return Array.isArray(scp) ? scp.map(String) : typeof scp === 'string' ? scp.split(' ') : [];
}

/** The same person is the same caller, whatever token they bring. */
function callerOf(issuer: string, { sub = '' }: JWTPayload): string {
  return `caller-${createHash('sha256').update(`${issuer}\n${sub}`).digest('hex').slice(0, 16)}`;
}

/** Whether keys could not be fetched, rather than a token be no good. */
function isOfNetwork(error: unknown): boolean {
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC' || error.code === 'ERR_JWKS_TIMEOUT';
  return (
    error instanceof UnreachableError || (error instanceof Error && /^(fetch failed|.*timeout.*)$/i.test(error.message))
  );
}

function unreachable(issuer: string, cause: unknown): UnreachableError {
  if (cause instanceof UnreachableError) return cause;
  return new UnreachableError(`The sign-in server ${issuer} does not tell its keys.`, {
    reason: 'sign_in_unreachable',
    hint: 'Look whether POTOO_MCP_ISSUER is its address, and whether it can be reached from here.',
    cause,
  });
}
