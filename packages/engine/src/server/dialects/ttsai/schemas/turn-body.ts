import type { ConverseRequest } from '@potoo/core';
import { z } from 'zod';
import { turnFields } from '../../../../requests/converse-request.ts';
import { definedFields } from '../../../../requests/defined-fields.ts';
import { optionalField, outputFields } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject, numberFromText } from '../../../requests/form-fields.ts';
import { withoutNulls } from '../../../requests/without-nulls.ts';
import { outputForm } from './output-form.ts';

const { conversationId, systemPrompt, model, language, voice, speechModel, speed } = turnFields;

const text = z.string().optional().describe('What is said, as a string.');
const names = {
  voice: optionalField(voice),
  tts_model: optionalField(speechModel),
  system_prompt: systemPrompt,
  conversation_id: conversationId,
  model: optionalField(model),
  language,
};
const streamFormat = z.enum(['events']).optional().describe('events, or left out.');

/** The JSON body of `POST /v1/voice-chat/`. */
export const turnBody = z.strictObject({
  text,
  ...names,
  speed: optionalField(speed),
  format: optionalField(outputFields.format),
  bitrate: optionalField(outputFields.bitrate),
  sample_rate: outputFields.sampleRate,
  channels: outputFields.channels,
  loudness: outputFields.loudness,
  stream: z.boolean().optional().describe('true or false.'),
  stream_format: streamFormat,
});

/** The same as a form, without its audio. */
export const turnForm = z.strictObject({
  text,
  ...names,
  speed: numberFromText(speed.removeDefault()).optional().describe('A number from 0.5 to 2.'),
  ...outputForm,
  stream: flagFromText,
  stream_format: streamFormat,
});

/** A turn that was read, and how its answer is to travel. */
export interface ParsedTurn {
  readonly request: Omit<ConverseRequest, 'audio'>;
  readonly stream: boolean;
  readonly wantsEvents: boolean;
}

/** Checks a JSON body. @throws {BadRequestError} For the first field that is wrong. */
export function parseTurnBody(body: unknown): ParsedTurn {
  return toTurn(parseRequest(turnBody, withoutNulls(body), REASONS));
}

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseTurnForm(fields: ReadonlyMap<string, string>): ParsedTurn {
  return toTurn(parseRequest(turnForm, formObject(fields), REASONS));
}

const REASONS = { format: 'unsupported_format' } as const;

function toTurn({ stream, stream_format, ...fields }: z.output<typeof turnBody>): ParsedTurn {
  const { tts_model, system_prompt, conversation_id, sample_rate, ...same } = fields;
  return {
    request: definedFields({
      ...same,
      speechModel: tts_model,
      systemPrompt: system_prompt,
      conversationId: conversation_id,
      sampleRate: sample_rate,
    }),
    stream: stream ?? false,
    wantsEvents: stream_format === 'events',
  };
}
