/** The nine error codes that travel over HTTP, as both seed APIs state them. */
export type WireErrorCode =
  | 'bad_request'
  | 'unauthorized'
  | 'insufficient_credits'
  | 'forbidden'
  | 'not_found'
  | 'file_too_large'
  | 'rate_limited'
  | 'internal_error'
  | 'model_loading';

/** Codes that exist only on the caller's side: no server has answered with them. */
export type LocalErrorCode = 'unsupported' | 'timeout' | 'unreachable' | 'device';

/** Every code that a {@link PotooError} can carry. */
export type ErrorCode = WireErrorCode | LocalErrorCode;

/** What a code means on the wire. */
export interface ErrorCodeFacts {
  /** HTTP status. Local codes carry the status a server answers with when it passes one on. */
  readonly status: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
}

/** The one table from code to HTTP status. Servers write with it, clients read with it. */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorCodeFacts>> = {
  bad_request: { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  insufficient_credits: { status: 402, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  file_too_large: { status: 413, retryable: false },
  rate_limited: { status: 429, retryable: true },
  internal_error: { status: 500, retryable: true },
  model_loading: { status: 503, retryable: true },
  unsupported: { status: 400, retryable: false },
  timeout: { status: 504, retryable: true },
  unreachable: { status: 502, retryable: true },
  device: { status: 500, retryable: false },
};

/**
 * Finer causes within a code. Open-ended: a newer server may send one that this version does not list.
 */
export type ErrorReason =
  | 'invalid_parameter'
  | 'unknown_parameter'
  | 'empty_text'
  | 'nothing_to_speak'
  | 'text_too_long'
  | 'invalid_ssml'
  | 'invalid_base_url'
  | 'voice_not_found'
  | 'model_not_found'
  | 'model_not_installed'
  | 'language_not_supported'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'undecodable_audio'
  | 'unsupported_format'
  | 'no_audio_track'
  | 'audio_too_long'
  | 'missing_file'
  | 'consent_required'
  | 'unsuitable_reference'
  | 'malformed_body'
  | 'dependency_missing'
  | 'host_crashed'
  | 'host_stalled'
  | 'host_memory'
  | 'overloaded'
  | 'disk_full'
  | 'stream_truncated'
  | 'stream_idle'
  | 'invalid_response'
  | 'redirect_refused'
  | 'feature_not_supported'
  | (string & {});
