import type { ErrorBody } from '@potoo/core';
import { toErrorEnvelope } from '@potoo/core/wire';
import type { DialectError } from '../dialect-error.ts';

/** What OpenAI's paths call the parameters that the contract has under other names. */
const PARAMS: ReadonlyMap<string, string> = new Map([
  ['text', 'input'],
  ['format', 'response_format'],
]);

const TYPES: ReadonlyMap<number, string> = new Map([
  [401, 'authentication_error'],
  [402, 'insufficient_quota'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [429, 'rate_limit_error'],
]);

/**
 * An error as OpenAI's clients read it: `message`, `type`, `param` and `code` are always there, `param` is null where no
 * parameter is at fault. `code` is one of the nine that every path of this server has; the finer facts stand beside.
 */
export function toOpenAiError(status: number, error: ErrorBody): DialectError {
  const { message, param, code, ...rest } = error;
  const type = TYPES.get(status) ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  const named = param === undefined ? null : (PARAMS.get(param) ?? param);
  return { status, body: { error: { message, type, param: named, code, ...rest } } };
}

/** The last frame of an event stream whose work failed. */
export function encodeErrorFrame(thrown: unknown, requestId: string): string {
  const { status, body } = toErrorEnvelope(thrown, requestId);
  return `data: ${JSON.stringify(toOpenAiError(status, body.error).body)}\n\n`;
}
