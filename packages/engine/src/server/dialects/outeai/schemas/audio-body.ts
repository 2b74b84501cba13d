import { BadRequestError } from '@potoo/core';
import { z } from 'zod';
import { nameField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { withoutNulls } from '../../../requests/without-nulls.ts';

const name = nameField.removeDefault();

/** The JSON body of `POST /api/v1/audio`. */
export const outeAiBody = z.strictObject({
  model: name.describe('A model id, such as OuteTTS-1-Pro.'),
  prompt: z.string().describe('The text to speak, as a string.'),
  speaker_type: z.enum(['default', 'custom']).describe('default, or custom for a cloned voice.'),
  speaker_id: name.describe('The name of a default speaker, such as EN-FEMALE-1-NEUTRAL, or the id of a cloned voice.'),
  temperature: z.number().min(0.1).max(1).optional().describe('A number from 0.1 to 1.'),
});

/** A body that was checked. */
export type AudioBody = z.output<typeof outeAiBody>;

/**
 * Checks a body. Its text may also stand in `text`, which is what the SDK's examples call it.
 * @param maxCharacters - Most UTF-16 units of text.
 * @throws {BadRequestError} For the first field that is wrong; `text_too_long`.
 */
export function parseAudioBody(body: unknown, maxCharacters: number): AudioBody {
  const checked = parseRequest(outeAiBody, withPrompt(withoutNulls(body)));
  const { length } = checked.prompt;
  if (length > maxCharacters) {
    throw new BadRequestError(`The prompt has ${length} characters; the limit is ${maxCharacters}.`, {
      reason: 'text_too_long',
      param: 'prompt',
      hint: 'Send it in parts, sentence by sentence.',
    });
  }
  return checked;
}

function withPrompt(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'prompt' in body || !('text' in body)) return body;
  const { text, ...rest } = body;
  return { ...rest, prompt: text };
}
