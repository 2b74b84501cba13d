import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { UnreachableError } from '@potoo/core/errors';

/** Most servers that a request may pass through; a chain that is longer is a circle. */
const MOST_HOPS = 8;
/** What this process is called in the `Via` header (RFC 9110, section 7.6.3). */
const OWN = `potoo-${randomUUID()}`;
const NAME = /\bpotoo-[0-9a-f-]{36}\b/g;

const passed = new AsyncLocalStorage<readonly string[]>();

/**
 * Answers a request that may have come through other Potoo servers; what is asked of others meanwhile says so.
 * @param via - The request's own `Via` header.
 * @throws {UnreachableError} `upstream_loop` (status 508), if it has been here before.
 */
export function answerThrough<Result>(via: string | null, answer: () => Result): Result {
  const hops: readonly string[] = via?.match(NAME) ?? [];
  if (hops.includes(OWN) || hops.length >= MOST_HOPS) throw loop();
  return passed.run(hops, answer);
}

/** The `Via` header for what is asked of another server now. */
export function viaHeader(): string {
  return [...(passed.getStore() ?? []), OWN].map((name) => `1.1 ${name}`).join(', ');
}

function loop(): UnreachableError {
  return new UnreachableError('The request has come back to a server that it passed before.', {
    reason: 'upstream_loop',
    status: 508,
    retryable: false,
    hint: 'Of two servers only one may have the other as an upstream.',
  });
}
