export {
  ERROR_CODES,
  type ErrorCode,
  type ErrorCodeFacts,
  type ErrorReason,
  type LocalErrorCode,
  type WireErrorCode,
} from './codes.ts';
export { createError, isErrorCode } from './create-error.ts';
export {
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
  StreamIdleTimeoutError,
  StreamTruncatedError,
  UnauthorizedError,
  UnreachableError,
  UnsupportedError,
} from './errors.ts';
export { type ErrorBody, PotooError, type PotooErrorOptions } from './potoo-error.ts';
