import { ERROR_CODES, type ErrorCode, type WireErrorCode } from '../errors/codes.ts';
import { createError, isErrorCode } from '../errors/create-error.ts';
import { InternalError } from '../errors/errors.ts';
import type { ErrorBody, PotooErrorOptions } from '../errors/potoo-error.ts';
import { PotooError } from '../errors/potoo-error.ts';
import { isRecord } from './fields.ts';

/** The body of every error response. */
export interface ErrorEnvelope {
  readonly error: ErrorBody;
}

/**
 * Turns anything thrown into what a stranger may see. A local code travels as the wire code of its status; an error
 * that is not Potoo's own becomes `internal_error` with nothing of its inside.
 */
export function toErrorEnvelope(thrown: unknown, requestId: string): { status: number; body: ErrorEnvelope } {
  const error = PotooError.isInstance(thrown)
    ? thrown
    : new InternalError('The server failed to handle the request.', {
        hint: 'Try again; if it stays, report it with the request id.',
      });
  const { code, ...rest } = error.toJSON();
  return {
    status: error.status,
    body: {
      error: {
        ...rest,
        ...(code === 'unsupported' && { unsupported: true }),
        code: WIRE_CODE[code] ?? code,
        request_id: requestId,
      },
    },
  };
}

/** The last line of an event stream whose work failed, with its line feed. */
export function encodeErrorLine(thrown: unknown, requestId: string): string {
  return `${JSON.stringify({ type: 'error', error: toErrorEnvelope(thrown, requestId).body.error })}\n`;
}

const WIRE_CODE: Partial<Record<string, WireErrorCode>> = {
  unsupported: 'bad_request',
  timeout: 'internal_error',
  unreachable: 'internal_error',
  device: 'internal_error',
};

/** What is known about a failed response beside its body. */
export type ErrorContext = Pick<PotooErrorOptions, 'status' | 'requestId' | 'retryAfterMs' | 'details'>;

/**
 * Reads the body of an error response and makes the error class that was thrown on the server. Understands the seed's
 * `{ error: { code, message, … } }`, the `{ error: 'code', message, … }` that TTS.ai's live servers send, a sentence in
 * place of the code, the `detail` of FastAPI's servers, and for any other body goes by the status.
 * @param body - The parsed body; anything.
 * @param context - `status` is left out for work that failed after its request was answered.
 */
export function readErrorEnvelope(body: unknown, context: ErrorContext = {}): PotooError {
  if (!isRecord(body)) return reviveError(undefined, context);
  const { error, ...beside } = body;
  if (isRecord(error)) return reviveError({ ...beside, ...error }, context);
  if (typeof error === 'string') {
    const isSentence = /\s/.test(error);
    return reviveError(
      { ...beside, ...(isSentence ? { message: beside['message'] ?? error } : { code: error }) },
      context,
    );
  }
  if (typeof body['code'] === 'string') return reviveError(body, context);
  return reviveError({ message: body['message'], ...readDetail(body['detail']) }, context);
}

/** The `detail` of FastAPI: a sentence, or the first of a list of fields that are wrong. */
function readDetail(detail: unknown): { readonly message?: unknown; readonly param?: unknown } {
  const [first]: unknown[] = Array.isArray(detail) ? detail : [detail];
  if (!isRecord(first)) return first === undefined ? {} : { message: first };
  const { msg, loc } = first;
  return { message: msg, ...(Array.isArray(loc) && { param: loc.at(-1) }) };
}

/**
 * Makes an error from its plain data. A code that this version does not know becomes the `reason`, and the status
 * decides the class.
 */
export function reviveError(body: unknown, context: ErrorContext = {}): PotooError {
  const { code: sentCode, message, reason, hint, param, request_id, unsupported, ...rest } = isRecord(body) ? body : {};
  const status = context.status;
  const code = unsupported === true ? 'unsupported' : codeOf(sentCode, status);
  return createError(code, shortText(message) ?? describe(status), {
    reason: shortText(reason) ?? (typeof sentCode === 'string' && !isErrorCode(sentCode) ? sentCode : undefined),
    hint: shortText(hint),
    param: shortText(param),
    requestId: shortText(request_id) ?? context.requestId,
    status,
    retryAfterMs: context.retryAfterMs,
    retryable: status === undefined ? undefined : ERROR_CODES[code].retryable || isPassing(status),
    details: { ...context.details, ...withSeedNames(rest) },
  });
}

const CODE_OF_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'unauthorized'],
  [402, 'insufficient_credits'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [408, 'timeout'],
  [410, 'not_found'],
  [413, 'file_too_large'],
  [429, 'rate_limited'],
  [502, 'unreachable'],
  [503, 'model_loading'],
  [504, 'timeout'],
]);

function codeOf(sent: unknown, status: number | undefined): ErrorCode {
  if (isErrorCode(sent)) return sent;
  if (status === undefined) return 'internal_error';
  return CODE_OF_STATUS.get(status) ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal_error');
}

function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function describe(status: number | undefined): string {
  return status === undefined ? 'The server reported an error.' : `The server answered with status ${status}.`;
}

/** TTS.ai's live servers call the seed's two credit fields otherwise. */
function withSeedNames(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { credits_needed, credits_remaining, ...rest } = details;
  return {
    ...(credits_needed !== undefined && { credits_required: credits_needed }),
    ...(credits_remaining !== undefined && { credits_available: credits_remaining }),
    ...rest,
  };
}

/** A server's text for a person, cut where no honest one ends. */
function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 2_000) : undefined;
}
