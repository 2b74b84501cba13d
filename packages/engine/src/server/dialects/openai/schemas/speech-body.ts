import { z } from 'zod';
import { languageField, nameField, outputFields } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { withoutNulls } from '../../../requests/without-nulls.ts';

/** The formats that OpenAI's documentation lists. */
const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;

const name = nameField.removeDefault();

/** The JSON body of `POST /v1/audio/speech`: OpenAI's fields, then those that servers like it have added. */
const fields = {
  model: name.optional(),
  input: z.string().describe('The text to speak, as a string.'),
  voice: z
    .union([name, z.looseObject({ id: name }).transform(({ id }) => id)])
    .optional()
    .describe('A voice id from the list, or an object with it as "id".'),
  instructions: z.string().max(4096).optional().describe('At most 4096 characters.'),
  response_format: z
    .enum(FORMATS)
    .default('mp3')
    .describe(`Formats: ${FORMATS.join(', ')}.`),
  speed: z.number().min(0.25).max(4).default(1).describe('A number from 0.25 to 4.'),
  stream_format: z.enum(['audio', 'sse']).default('audio').describe('audio or sse.'),
  stream: z.boolean().default(true).describe('true or false.'),
  language: languageField,
  sample_rate: outputFields.sampleRate,
};

export const openAiSpeechBody = z.looseObject(fields);

/** A body that was checked. Fields that OpenAI does not document are let through; {@link unknownFields} tells them. */
export type SpeechBody = z.output<typeof openAiSpeechBody>;

/** Checks a body and applies OpenAI's defaults. @throws {BadRequestError} For the first field that is wrong. */
export function parseSpeechBody(body: unknown): SpeechBody {
  return parseRequest(openAiSpeechBody, withoutNulls(body), { response_format: 'unsupported_format' });
}

/** The names of the fields that mean nothing here. */
export function unknownFields(body: SpeechBody): string[] {
  return Object.keys(body).filter((key) => !Object.hasOwn(fields, key));
}
