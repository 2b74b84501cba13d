import type { ErrorBody, ErrorCode } from '@potoo/core';
import { toErrorEnvelope } from '@potoo/core/wire';
import type { DialectError } from '../dialect-error.ts';

/** The five errors that OuteAI's API has. */
const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'bad_request'],
  [401, 'unauthorized'],
  [402, 'insufficient_credits'],
  [429, 'rate_limited'],
  [500, 'internal_error'],
]);

/** What OuteAI's path calls the parameters that the contract has under other names. */
const PARAMS: ReadonlyMap<string, string> = new Map([
  ['text', 'prompt'],
  ['voice', 'speaker_id'],
]);

/**
 * An error as OuteAI's clients know it, with one of its five codes: what the request got wrong is 400, a key that is not
 * allowed is 401, and whatever the server cannot do now is 500. The `reason` keeps what it was.
 */
export function toOuteAiError(status: number, error: ErrorBody): DialectError {
  const narrowed = narrow(status);
  const code = CODES.get(narrowed) ?? error.code;
  const reason = error.reason ?? (code === error.code ? undefined : error.code);
  return {
    status: narrowed,
    body: {
      error: {
        ...error,
        code,
        ...(reason !== undefined && { reason }),
        ...paramOf(error),
      },
    },
  };
}

/** What the caller called it; a parameter that is not known bears the caller's own name. */
function paramOf({ param, reason }: ErrorBody): { readonly param?: string } {
  if (param === undefined || reason === 'unknown_parameter') return {};
  return { param: PARAMS.get(param) ?? param };
}

/** The last line of a stream whose work failed. */
export function encodeErrorLine(thrown: unknown, requestId: string): string {
  const { status, body } = toErrorEnvelope(thrown, requestId);
  return `${JSON.stringify(toOuteAiError(status, body.error).body)}\n`;
}

function narrow(status: number): number {
  if (CODES.has(status)) return status;
  if (status === 403) return 401;
  return status < 500 ? 400 : 500;
}
