import type { SpeechDetails, SpeechEvent } from '../contract/speech.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';

/** Media type of the event streams: one JSON object per line. */
export const EVENT_STREAM_TYPE = 'application/x-ndjson';

/**
 * A {@link SpeechEvent} as it travels, one per line: audio as base64, and an `error` line in place of `done` when the
 * work failed after the response began.
 */
export type SpeechEventLine =
  | Exclude<SpeechEvent, { type: 'audio' } | { type: 'done' }>
  | { readonly type: 'audio'; readonly data: string }
  | { readonly type: 'done'; readonly details: Omit<SpeechDetails, 'response'> }
  | { readonly type: 'error'; readonly error: ErrorBody };
