import type { AlignRequest } from '@potoo/core';
import { z } from 'zod';
import { audioField, fileNameField } from './audio-fields.ts';
import { languageField, nameField } from './fields.ts';
import { parseRequest } from './parse-request.ts';
import { checkTextLength } from './speech-request.ts';

const schema = z.strictObject({
  audio: audioField,
  fileName: fileNameField,
  text: z.string().describe('What is said in the recording.'),
  language: languageField,
  model: nameField,
});

/** A request to align with its defaults applied. */
export type CheckedAlignRequest = z.output<typeof schema>;

/**
 * Checks a request to align.
 * @param maxCharacters - Most UTF-16 units of text.
 * @throws {BadRequestError} `missing_file`, `empty_text`, `text_too_long`, `unknown_parameter` or `invalid_parameter`.
 */
export function checkAlignRequest(request: AlignRequest, maxCharacters: number): CheckedAlignRequest {
  const checked = parseRequest(schema, request, { audio: 'missing_file' });
  checkTextLength(checked.text, maxCharacters);
  return checked;
}
