import { PotooError, UnreachableError } from '@potoo/core/errors';

/** What an upstream that is out of reach, or cannot serve now, fails with: another may serve in its place. */
export const UNAVAILABLE = 'upstream_unavailable';

/** Whether another may serve in the place of what failed so. */
export function isOutage(error: unknown): boolean {
  return PotooError.isInstance(error) && error.reason === UNAVAILABLE;
}

/** The upstream failed, or refused the operator's own key or account: nothing that the caller could put right. */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  'unreachable',
  'timeout',
  'internal_error',
  'model_loading',
  'rate_limited',
  'unauthorized',
  'insufficient_credits',
  'forbidden',
]);

/**
 * An upstream's failure as our own caller is told of it. What is wrong with the request is passed on; all else is an
 * outage, as its codes speak of the operator's key and account, not of the caller's.
 */
export function upstreamError(name: string, error: unknown): unknown {
  if (!PotooError.isInstance(error)) return outage(name, 'it answered with nonsense', error);
  if (error.code === 'not_found') return outage(name, 'it does not have what it listed', error);
  if (!OWN_FAULTS.has(error.code)) return error;
  return outage(name, describe(error), error);
}

/** An upstream that is being left alone. */
export function leftAlone(name: string, problem: string, waitMs: number): PotooError {
  return unavailable(name, problem, { retryAfterMs: waitMs });
}

function outage(name: string, problem: string, cause: unknown): PotooError {
  const retryAfterMs = PotooError.isInstance(cause) ? cause.retryAfterMs : undefined;
  return unavailable(name, problem, { retryAfterMs, cause });
}

function unavailable(
  name: string,
  problem: string,
  more: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown },
): PotooError {
  return new UnreachableError(`The upstream ${name} cannot serve: ${problem}.`, {
    reason: UNAVAILABLE,
    hint: 'Try again, or name another model; `potoo doctor` tells which upstreams answer.',
    ...more,
  });
}

/** In our own words: a server may put into its message what is not for everybody. */
function describe({ code, reason, status }: PotooError): string {
  if (reason === 'upstream_loop') return 'it has this server as its own upstream';
  if (code === 'unauthorized' || code === 'forbidden') return 'it refuses the key that this server has for it';
  if (code === 'insufficient_credits') return 'its account has no credits left';
  if (code === 'rate_limited') return 'it takes no more requests for now';
  if (code === 'timeout') return 'it does not answer in time';
  if (code === 'model_loading') return 'it is busy, or still loading a model';
  if (code === 'unreachable')
    return reason === 'invalid_response' ? 'it answered with nonsense' : 'there is no connection to it';
  return `it failed (${status})`;
}
