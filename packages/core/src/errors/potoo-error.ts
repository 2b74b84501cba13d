import { ERROR_CODES, type ErrorCode, type ErrorReason } from './codes.ts';

/** Everything a {@link PotooError} can say beside its message. */
export interface PotooErrorOptions {
  /** Finer cause within the code, for programs that react to it. */
  readonly reason?: ErrorReason | undefined;
  /** How to fix it, in one sentence for a person. */
  readonly hint?: string | undefined;
  /** The request field that was wrong, as the caller spelled it. */
  readonly param?: string | undefined;
  /** Id of the request on the server, for its logs. */
  readonly requestId?: string | undefined;
  /** HTTP status that came with it; the code's own status when absent. */
  readonly status?: number | undefined;
  /** Overrides the code's own answer to "may the same request succeed later?". */
  readonly retryable?: boolean | undefined;
  /** Least wait before another try, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Further facts of the code, such as `credits_required`; they travel in the wire envelope. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The error underneath. Never sent over the network. */
  readonly cause?: unknown;
}

/** What an error looks like as plain data, and inside the `error` field of a response. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly reason?: ErrorReason;
  readonly hint?: string;
  readonly param?: string;
  readonly request_id?: string;
  readonly [detail: string]: unknown;
}

const MARKER = Symbol.for('potoo.error');

/**
 * The root of every error that Potoo throws on purpose.
 *
 * Three things are thrown as they are instead: the reason of an aborted signal, and `TypeError` or `RangeError` for
 * a call that is wrong in the program itself.
 */
export class PotooError extends Error {
  override readonly name: string = 'PotooError';
  /** What went wrong, in the terms of the wire. */
  readonly code: ErrorCode;
  readonly reason: ErrorReason | undefined;
  readonly hint: string | undefined;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
  /** HTTP status that belongs to it. */
  readonly status: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** Least wait before another try, in milliseconds, where it is known. */
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: PotooErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Object.defineProperty(this, MARKER, { value: true });
    this.code = code;
    this.reason = options.reason;
    this.hint = options.hint;
    this.param = options.param;
    this.requestId = options.requestId;
    this.status = options.status ?? ERROR_CODES[code].status;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? {};
  }

  /** Tells a Potoo error from any other, also one made by a second copy of this package. */
  static isInstance(value: unknown): value is PotooError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  /** The error as plain data, without cause and stack: what a server may show a stranger. */
  toJSON(): ErrorBody {
    return {
      ...this.details,
      code: this.code,
      message: this.message,
      ...(this.reason !== undefined && { reason: this.reason }),
      ...(this.hint !== undefined && { hint: this.hint }),
      ...(this.param !== undefined && { param: this.param }),
      ...(this.requestId !== undefined && { request_id: this.requestId }),
    };
  }
}
