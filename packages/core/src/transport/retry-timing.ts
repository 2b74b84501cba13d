const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
const LARGEST_JITTER = 0.25;
const LONGEST_RETRY_AFTER_MS = 60_000;

/** Statuses that no repetition changes, whatever a proxy says in `x-should-retry`. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([401, 402, 403, 404, 413, 422]);

/** Tells whether a failed answer may be different the next time: 408, 409, 429, 500 and above, or as `x-should-retry` says. */
export function isRetryable(status: number, headers: Headers): boolean {
  if (FINAL_STATUSES.has(status)) return false;
  const advice = headers.get('x-should-retry');
  if (advice === 'true') return true;
  if (advice === 'false') return false;
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/**
 * How long to wait before a retry: what the server asks for within 60 s, else 0.5 s doubling to 8 s, less up to a
 * quarter by chance, so that clients that failed together do not return together.
 * @param retry - 0 for the first retry.
 */
export function retryDelayMs(retry: number, random: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs !== undefined && retryAfterMs <= LONGEST_RETRY_AFTER_MS) return retryAfterMs;
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** retry, LONGEST_DELAY_MS);
  return delayMs * (1 - random * LARGEST_JITTER);
}

/** Reads `retry-after-ms` and `retry-after`, the latter in seconds or as an HTTP date. */
export function readRetryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const inMs = headers.get('retry-after-ms');
  if (inMs !== null && /^\d+(\.\d+)?$/.test(inMs)) return Number(inMs);
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) || date < nowMs ? undefined : date - nowMs;
}
