import type { SpeechStreamRequest } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { z } from 'zod';
import { languageField, nameField, outputFields, speedField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

const pronunciation = z.union([
  z.string().min(1).max(500),
  z.strictObject({ respelling: z.string().min(1).max(500) }),
  z.strictObject({ ipa: z.string().min(1).max(500) }),
]);

const schema = z.strictObject({
  text: z
    .custom<string | AsyncIterable<string>>((value) => typeof value === 'string' || isAsyncIterable(value), {
      error: 'must be a string',
    })
    .describe('A string, or an async iterable of strings for a stream.'),
  ...outputFields,
  model: nameField,
  voice: nameField,
  language: languageField,
  speed: speedField,
  inputType: z.enum(['text', 'ssml']).optional().describe('text or ssml.'),
  lexicon: z
    .record(z.string().min(1).max(100), pronunciation)
    .optional()
    .describe('Words with a respelling, { "respelling": … } or { "ipa": … }.'),
  words: z.boolean().default(false).describe('true or false.'),
  verify: z.boolean().default(false).describe('true or false.'),
});

/** A speech request with its defaults applied. */
export type CheckedSpeechRequest = z.output<typeof schema>;

/**
 * Checks a request to speak.
 * @param maxCharacters - Most UTF-16 units of text.
 * @throws {BadRequestError} `empty_text`, `text_too_long`, `unsupported_format`, `unknown_parameter` or `invalid_parameter`.
 */
export function checkSpeechRequest(request: SpeechStreamRequest, maxCharacters: number): CheckedSpeechRequest {
  const checked = parseRequest(schema, request, { format: 'unsupported_format' });
  if (typeof checked.text !== 'string') return { ...checked, text: bounded(checked.text, maxCharacters) };
  checkTextLength(checked.text, maxCharacters);
  return checked;
}

/** Refuses a text that is empty or too long. @throws {BadRequestError} `empty_text` or `text_too_long`. */
export function checkTextLength(text: string, maxCharacters: number): void {
  if (text.trim() === '') throw emptyText();
  if (text.length > maxCharacters) throw textTooLong(text.length, maxCharacters);
}

async function* bounded(text: AsyncIterable<string>, maxCharacters: number): AsyncGenerator<string> {
  let length = 0;
  for await (const piece of text) {
    if (typeof piece !== 'string') {
      throw new BadRequestError('text: a piece of the stream is not a string.', {
        reason: 'invalid_parameter',
        param: 'text',
        hint: 'Yield strings only.',
      });
    }
    length += piece.length;
    if (length > maxCharacters) throw textTooLong(length, maxCharacters);
    yield piece;
  }
}

function emptyText(): BadRequestError {
  return new BadRequestError('The text is empty.', {
    reason: 'empty_text',
    param: 'text',
    hint: 'Send at least one word.',
  });
}

function textTooLong(length: number, maxCharacters: number): BadRequestError {
  return new BadRequestError(`The text has ${length} characters; the limit is ${maxCharacters}.`, {
    reason: 'text_too_long',
    param: 'text',
    hint: 'Send it in parts, for example chapter by chapter.',
  });
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
