import type { RateLimit, ResponseMetadata, Usage } from '../contract/usage.ts';

/** Response headers that carry facts of a result. */
export const HEADERS = {
  requestId: 'x-request-id',
  rateLimit: 'x-ratelimit-limit',
  rateRemaining: 'x-ratelimit-remaining',
  /** Unix time in whole seconds. */
  rateReset: 'x-ratelimit-reset',
  creditsUsed: 'x-credits-used',
  creditsRemaining: 'x-credits-remaining',
  /** Seconds of audio in the body. */
  duration: 'x-audio-duration',
  /** Hertz. */
  sampleRate: 'x-audio-sample-rate',
  channels: 'x-audio-channels',
  /** Of speech that was verified. */
  wordErrorRate: 'x-potoo-word-error-rate',
  /** `asked -> served`, when another voice or model than the one named served the request. */
  fallback: 'x-potoo-fallback',
  /** Percent-encoded JSON array of warnings. */
  warnings: 'x-potoo-warnings',
  idempotencyKey: 'idempotency-key',
} as const;

/** Reads the rate limit and the request id of a response. */
export function readMetadata(headers: Headers): ResponseMetadata {
  const requestId = headers.get(HEADERS.requestId);
  const rateLimit = readRateLimit(headers);
  return { ...(requestId !== null && { requestId }), ...(rateLimit && { rateLimit }) };
}

/** Reads `X-Credits-*` of a response. */
export function readCredits(headers: Headers): Pick<Usage, 'creditsUsed' | 'creditsRemaining'> {
  const used = readNumber(headers, HEADERS.creditsUsed);
  const remaining = readNumber(headers, HEADERS.creditsRemaining);
  return {
    ...(used !== undefined && { creditsUsed: used }),
    ...(remaining !== undefined && { creditsRemaining: remaining }),
  };
}

/** Reads a header that holds a finite number; anything else counts as absent. */
export function readNumber(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  if (text === null || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = readNumber(headers, HEADERS.rateLimit);
  const remaining = readNumber(headers, HEADERS.rateRemaining);
  const reset = readNumber(headers, HEADERS.rateReset);
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, resetAt: new Date(reset * 1000) };
}
