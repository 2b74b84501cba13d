import type { SpeechDetails, SpeechEvent } from '../contract/speech.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { readAudioStart } from './audio-start.ts';
import { encodeBase64, readBase64 } from './base64.ts';
import { readMark, readProgress, readUsage, readWarning, readWord } from './details.ts';
import { reviveError } from './error-envelope.ts';
import { defined, Fields } from './fields.ts';

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

/** Writes an event as one line, with its line feed. */
export function encodeSpeechEvent(event: SpeechEvent): string {
  return `${JSON.stringify(toLine(event))}\n`;
}

function toLine(event: SpeechEvent): SpeechEventLine {
  if (event.type === 'audio') return { type: 'audio', data: encodeBase64(event.data) };
  if (event.type !== 'done') return event;
  const { response: _, ...details } = event.details;
  return { type: 'done', details };
}

/**
 * Reads one parsed line.
 * @returns The event, or `undefined` for a type that this version does not know.
 * @throws {PotooError} The error of an `error` line, or `UnreachableError` (`invalid_response`).
 */
export function decodeSpeechEvent(line: unknown): SpeechEvent | undefined {
  const fields = new Fields(line);
  switch (fields.string('type')) {
    case 'start':
      return readStart(fields);
    case 'audio':
      return { type: 'audio', data: readBase64(fields.string('data')) };
    case 'word':
      return { type: 'word', word: readWord(fields.object('word')) };
    case 'mark':
      return { type: 'mark', mark: readMark(fields.object('mark')) };
    case 'progress':
      return { type: 'progress', progress: readProgress(fields.object('progress')) };
    case 'done':
      return { type: 'done', details: readDetails(fields.object('details')) };
    case 'error':
      throw reviveError(fields.raw('error'));
    default:
      return undefined;
  }
}

function readStart(fields: Fields): SpeechEvent {
  return { ...readAudioStart(fields), ...(fields.raw('usage') !== undefined && { usage: readUsage(fields) }) };
}

function readDetails(fields: Fields): SpeechDetails {
  return {
    words: fields.objects('words', readWord),
    marks: fields.objects('marks', readMark),
    duration: fields.number('duration'),
    model: fields.string('model'),
    voice: fields.string('voice'),
    language: fields.string('language'),
    ...defined({ wordErrorRate: fields.optionalNumber('wordErrorRate') }),
    warnings: fields.objects('warnings', readWarning),
    usage: readUsage(fields),
    response: {},
  };
}
