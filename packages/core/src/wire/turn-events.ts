import type { TurnDetails, TurnEvent } from '../contract/conversation.ts';
import type { ErrorBody } from '../errors/potoo-error.ts';
import { readAudioStart } from './audio-start.ts';
import { encodeBase64, readBase64 } from './base64.ts';
import { readUsage, readWarning, readWord } from './details.ts';
import { reviveError } from './error-envelope.ts';
import { defined, Fields } from './fields.ts';

/**
 * A {@link TurnEvent} as it travels, one per line: audio as base64, and an `error` line in place of `done` when the work
 * failed after the response began.
 */
export type TurnEventLine =
  | Exclude<TurnEvent, { type: 'audio' } | { type: 'done' }>
  | { readonly type: 'audio'; readonly data: string }
  | { readonly type: 'done'; readonly details: Omit<TurnDetails, 'response'> }
  | { readonly type: 'error'; readonly error: ErrorBody };

/** Writes an event as one line, with its line feed. */
export function encodeTurnEvent(event: TurnEvent): string {
  return `${JSON.stringify(toLine(event))}\n`;
}

function toLine(event: TurnEvent): TurnEventLine {
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
export function decodeTurnEvent(line: unknown): TurnEvent | undefined {
  const fields = new Fields(line);
  switch (fields.string('type')) {
    case 'user-text':
      return {
        type: 'user-text',
        text: fields.string('text'),
        conversationId: fields.string('conversationId'),
        turnId: fields.string('turnId'),
      };
    case 'reply-text':
      return { type: 'reply-text', text: fields.string('text') };
    case 'start':
      return readAudioStart(fields);
    case 'audio':
      return { type: 'audio', data: readBase64(fields.string('data')) };
    case 'word':
      return { type: 'word', word: readWord(fields.object('word')) };
    case 'done':
      return { type: 'done', details: readTurnDetails(fields.object('details')) };
    case 'error':
      throw reviveError(fields.raw('error'));
    default:
      return undefined;
  }
}

function readTurnDetails(fields: Fields): TurnDetails {
  return {
    conversationId: fields.string('conversationId'),
    ...defined({ turnId: fields.optionalString('turnId') }),
    userText: fields.string('userText'),
    replyText: fields.string('replyText'),
    words: fields.objects('words', readWord),
    duration: fields.number('duration'),
    ...defined({ voice: fields.optionalString('voice'), speechModel: fields.optionalString('speechModel') }),
    warnings: fields.objects('warnings', readWarning),
    usage: readUsage(fields),
    response: {},
  };
}
