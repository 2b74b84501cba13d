import type { WireErrorCode } from '../errors/codes.ts';
import { InternalError } from '../errors/errors.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { PotooError } from '../errors/potoo-error.ts';

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
    body: { error: { ...rest, code: WIRE_CODE[code] ?? (code as WireErrorCode), request_id: requestId } },
  };
}

const WIRE_CODE: Partial<Record<string, WireErrorCode>> = {
  unsupported: 'bad_request',
  timeout: 'internal_error',
  unreachable: 'internal_error',
  device: 'internal_error',
};
