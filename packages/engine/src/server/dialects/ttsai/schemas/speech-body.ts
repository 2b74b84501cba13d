import { fromSpeechBody, type ReadSpeechBody } from '@potoo/core/wire';
import { z } from 'zod';
import { languageField, nameField, optionalField, outputFields, speedField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { withoutNulls } from '../../../requests/without-nulls.ts';
import type { TaskWishes } from '../tasks/wants-task.ts';
import { webhookField } from './task-fields.ts';

const lexicon = z
  .record(z.string(), z.unknown())
  .optional()
  .describe('An object of words, each with a respelling or { "ipa": … }.');
const flag = z.boolean().optional().describe('true or false.');

/** The JSON body of `POST /v1/tts/`. Defaults are the engine's. */
export const speechBody = z.strictObject({
  text: z.string().describe('The text to speak, as a string.'),
  model: optionalField(nameField),
  voice: optionalField(nameField),
  format: optionalField(outputFields.format),
  speed: optionalField(speedField),
  language: languageField,
  stream: flag,
  input_type: z.enum(['text', 'ssml']).optional().describe('text or ssml.'),
  lexicon,
  pronunciations: lexicon,
  words: flag,
  verify: flag,
  bitrate: optionalField(outputFields.bitrate),
  sample_rate: outputFields.sampleRate,
  channels: outputFields.channels,
  loudness: outputFields.loudness,
  stream_format: z.enum(['audio', 'events']).optional().describe('audio or events.'),
  async: flag,
  webhook_url: webhookField,
  // Of the SDKs: what no model here has a use for.
  instructions: z.string().max(4096).optional().describe('A string.'),
  exaggeration: z.number().optional().describe('A number.'),
});

/** A body that was checked: the request, how its answer is to travel, and whether it is to be a task. */
export interface ParsedSpeechBody extends ReadSpeechBody {
  readonly task: TaskWishes;
  /** Fields that have no effect. */
  readonly ignored: readonly string[];
}

/** Checks a body and turns it into a request. @throws {BadRequestError} For the first field that is wrong. */
export function parseSpeechBody(body: unknown): ParsedSpeechBody {
  const checked = parseRequest(speechBody, withoutNulls(body), { format: 'unsupported_format' });
  const { async, webhook_url, instructions, exaggeration, ...speech } = checked;
  const ignored = Object.entries({ instructions, exaggeration }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  return { ...fromSpeechBody(speech), task: { async, webhook_url }, ignored };
}
