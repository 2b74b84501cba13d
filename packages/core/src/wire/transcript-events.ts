import type { Transcript, TranscriptEvent, TranscriptSegment, TranscriptWord } from '../contract/transcription.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { readProgress, readUsage, readWarning } from './details.ts';
import { reviveError } from './error-envelope.ts';
import { defined, Fields } from './fields.ts';

/** A {@link TranscriptEvent} as it travels, one per line; `error` in place of `done` when the work failed. */
export type TranscriptEventLine =
  | Exclude<TranscriptEvent, { type: 'done' }>
  | { readonly type: 'done'; readonly transcript: Omit<Transcript, 'response'> }
  | { readonly type: 'error'; readonly error: ErrorBody };

/** Writes an event as one line, with its line feed. */
export function encodeTranscriptEvent(event: TranscriptEvent): string {
  return `${JSON.stringify(toLine(event))}\n`;
}

function toLine(event: TranscriptEvent): TranscriptEventLine {
  if (event.type !== 'done') return event;
  const { response: _, ...transcript } = event.transcript;
  return { type: 'done', transcript };
}

/**
 * Reads one parsed line.
 * @returns The event, or `undefined` for a type that this version does not know.
 * @throws {PotooError} The error of an `error` line, or `UnreachableError` (`invalid_response`).
 */
export function decodeTranscriptEvent(line: unknown): TranscriptEvent | undefined {
  const fields = new Fields(line);
  switch (fields.string('type')) {
    case 'partial':
      return { type: 'partial', text: fields.string('text'), start: fields.number('start') };
    case 'segment':
      return { type: 'segment', segment: readSegment(fields.object('segment')) };
    case 'progress':
      return { type: 'progress', progress: readProgress(fields.object('progress')) };
    case 'done':
      return { type: 'done', transcript: readTranscript(fields.object('transcript')) };
    case 'error':
      throw reviveError(fields.raw('error'));
    default:
      return undefined;
  }
}

function readSegment(fields: Fields): TranscriptSegment {
  return {
    text: fields.string('text'),
    start: fields.number('start'),
    end: fields.number('end'),
    words: fields.objects('words', readTranscriptWord),
    ...defined({ speaker: fields.optionalString('speaker'), confidence: fields.optionalNumber('confidence') }),
  };
}

function readTranscriptWord(fields: Fields): TranscriptWord {
  return {
    text: fields.string('text'),
    start: fields.number('start'),
    end: fields.number('end'),
    ...defined({ confidence: fields.optionalNumber('confidence'), speaker: fields.optionalString('speaker') }),
  };
}

function readTranscript(fields: Fields): Transcript {
  return {
    text: fields.string('text'),
    language: fields.string('language'),
    duration: fields.number('duration'),
    segments: fields.objects('segments', readSegment),
    model: fields.string('model'),
    warnings: fields.objects('warnings', readWarning),
    usage: readUsage(fields),
    response: {},
  };
}
