import type { ErrorCode } from './codes.ts';
import {
  BadRequestError,
  DeviceError,
  FileTooLargeError,
  ForbiddenError,
  InsufficientCreditsError,
  InternalError,
  ModelLoadingError,
  NotFoundError,
  RateLimitedError,
  RequestTimeoutError,
  UnauthorizedError,
  UnreachableError,
  UnsupportedError,
} from './errors.ts';
import type { PotooError, PotooErrorOptions } from './potoo-error.ts';

const CLASSES: Readonly<Record<ErrorCode, new (message: string, options?: PotooErrorOptions) => PotooError>> = {
  bad_request: BadRequestError,
  unauthorized: UnauthorizedError,
  insufficient_credits: InsufficientCreditsError,
  forbidden: ForbiddenError,
  not_found: NotFoundError,
  file_too_large: FileTooLargeError,
  rate_limited: RateLimitedError,
  internal_error: InternalError,
  model_loading: ModelLoadingError,
  unsupported: UnsupportedError,
  timeout: RequestTimeoutError,
  unreachable: UnreachableError,
  device: DeviceError,
};

/**
 * Makes the error class that belongs to a code, for errors that arrive as data: from a server or from a child process.
 * @throws {TypeError} Never for a known {@link ErrorCode}; check an untrusted code with {@link isErrorCode} first.
 */
export function createError(code: ErrorCode, message: string, options?: PotooErrorOptions): PotooError {
  return new CLASSES[code](message, options);
}

/** Tells whether a value from outside is a code of this version. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(CLASSES, value);
}
