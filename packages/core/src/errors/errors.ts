import type { RateLimit } from '../contract/usage.ts';
import { PotooError, type PotooErrorOptions } from './potoo-error.ts';

/** Thrown when the request itself is wrong: a field missing, out of range, of the wrong type, or audio nobody can read. */
export class BadRequestError extends PotooError {
  override readonly name = 'BadRequestError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('bad_request', message, options);
  }
}

/** Thrown when the API key is missing, wrong or expired. */
export class UnauthorizedError extends PotooError {
  override readonly name = 'UnauthorizedError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('unauthorized', message, options);
  }
}

/** Thrown when the account has fewer credits than the request costs. */
export class InsufficientCreditsError extends PotooError {
  override readonly name = 'InsufficientCreditsError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('insufficient_credits', message, options);
  }
  /** Credits that the request costs, where the server said so. */
  get creditsRequired(): number | undefined {
    return numberOrUndefined(this.details['credits_required']);
  }
  /** Credits that are left, where the server said so. */
  get creditsAvailable(): number | undefined {
    return numberOrUndefined(this.details['credits_available']);
  }
}

/** Thrown when the key is good and the plan, the origin or the owner does not allow the request. */
export class ForbiddenError extends PotooError {
  override readonly name = 'ForbiddenError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('forbidden', message, options);
  }
}

/** Thrown when a model, voice, job or route does not exist. */
export class NotFoundError extends PotooError {
  override readonly name = 'NotFoundError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('not_found', message, options);
  }
}

/** Thrown when an upload, or the audio that it decodes to, is larger than the limit. */
export class FileTooLargeError extends PotooError {
  override readonly name = 'FileTooLargeError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('file_too_large', message, options);
  }
}

/** Thrown when a plan's requests per minute, or its requests at once, are used up. */
export class RateLimitedError extends PotooError {
  override readonly name = 'RateLimitedError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('rate_limited', message, options);
  }
  /** The state of the limit, where the server said so. */
  get rateLimit(): RateLimit | undefined {
    const value = this.details['rate_limit'];
    return isRateLimit(value) ? value : undefined;
  }
}

/** Thrown when the server or a backend failed: its fault, not the request's. */
export class InternalError extends PotooError {
  override readonly name = 'InternalError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('internal_error', message, options);
  }
}

/** Thrown when the service cannot take the request now: a model is loading, or every worker is busy. */
export class ModelLoadingError extends PotooError {
  override readonly name = 'ModelLoadingError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('model_loading', message, options);
  }
}

/** Thrown when the request needs a capability that this service does not have. What is optional becomes a warning. */
export class UnsupportedError extends PotooError {
  override readonly name = 'UnsupportedError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('unsupported', message, options);
  }
}

/** Thrown when an answer, or the next piece of a stream, did not come in time. */
export class RequestTimeoutError extends PotooError {
  override readonly name: string = 'RequestTimeoutError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('timeout', message, options);
  }
}

/** Thrown when a stream stopped sending data for longer than the idle limit; keep-alive bytes do not count as data. */
export class StreamIdleTimeoutError extends RequestTimeoutError {
  override readonly name = 'StreamIdleTimeoutError';
  constructor(message: string, options?: PotooErrorOptions) {
    super(message, { reason: 'stream_idle', ...options });
  }
}

/** Thrown when no usable answer came: no connection, a connection that broke, or an answer in no known shape. */
export class UnreachableError extends PotooError {
  override readonly name: string = 'UnreachableError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('unreachable', message, options);
  }
}

/** Thrown when a stream ended before its last message: what came so far is not the whole result. */
export class StreamTruncatedError extends UnreachableError {
  override readonly name = 'StreamTruncatedError';
  constructor(message: string, options?: PotooErrorOptions) {
    super(message, { reason: 'stream_truncated', ...options });
  }
}

/** Thrown when a microphone or a loudspeaker is missing, busy, lost, or not allowed. */
export class DeviceError extends PotooError {
  override readonly name = 'DeviceError';
  constructor(message: string, options?: PotooErrorOptions) {
    super('device', message, options);
  }
}

function isRateLimit(value: unknown): value is RateLimit {
  return typeof value === 'object' && value !== null && 'resetAt' in value && value.resetAt instanceof Date;
}

function numberOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
