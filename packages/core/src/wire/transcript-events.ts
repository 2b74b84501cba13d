import type { Transcript, TranscriptEvent } from '../contract/transcription.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';

/** A {@link TranscriptEvent} as it travels, one per line; `error` in place of `done` when the work failed. */
export type TranscriptEventLine =
  | Exclude<TranscriptEvent, { type: 'done' }>
  | { readonly type: 'done'; readonly transcript: Omit<Transcript, 'response'> }
  | { readonly type: 'error'; readonly error: ErrorBody };
