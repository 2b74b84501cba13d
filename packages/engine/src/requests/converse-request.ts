import type { ConverseRequest } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { languageField, nameField, outputFields, speedField } from './fields.ts';
import { parseRequest } from './parse-request.ts';

/** What a turn can be asked for beside what is said; shared with the form of the route. */
export const turnFields = {
  conversationId: z.string().min(1).max(64).optional().describe('The id of a conversation.'),
  systemPrompt: z.string().max(20_000).optional().describe('A text of at most 20000 characters.'),
  model: nameField,
  language: languageField,
  voice: nameField,
  speechModel: nameField,
  speed: speedField,
};

/** Most characters of what is said in a turn. */
const MOST_CHARACTERS = 20_000;

const schema = z.strictObject({
  audio: audioField.optional(),
  fileName: fileNameField,
  text: z.string().max(MOST_CHARACTERS).optional().describe(`A text of at most ${MOST_CHARACTERS} characters.`),
  ...turnFields,
  ...outputFields,
});

/** A turn with its defaults applied. */
export type CheckedConverseRequest = z.output<typeof schema>;

/**
 * Checks a turn.
 * @throws {BadRequestError} `empty_text`, `unsupported_format`, `unknown_parameter` or `invalid_parameter`.
 */
export function checkConverseRequest(request: ConverseRequest): CheckedConverseRequest {
  const checked = parseRequest(schema, request, { format: 'unsupported_format' });
  const { audio, text } = checked;
  if (audio !== undefined && text !== undefined) throw saysTwice();
  if (audio === undefined && text === undefined) throw saysNothing();
  if (text?.trim() === '') {
    throw new BadRequestError('The text is empty.', { reason: 'empty_text', param: 'text', hint: 'Say something.' });
  }
  return checked;
}

function saysNothing(): BadRequestError {
  return new BadRequestError('The turn says nothing.', {
    reason: 'invalid_parameter',
    param: 'text',
    hint: 'Give `audio` or `text`.',
  });
}

function saysTwice(): BadRequestError {
  return new BadRequestError('The turn has both a recording and a text.', {
    reason: 'invalid_parameter',
    param: 'text',
    hint: 'Give `audio` or `text`, not both.',
  });
}
