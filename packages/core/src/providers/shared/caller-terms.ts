import { createError } from '../../errors/create-error.ts';
import { BadRequestError } from '../../errors/errors.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { type FieldFailure, Fields } from '../../wire/fields.ts';

/** Fields whose name on the wire differs from the caller's. */
const CALLER_NAMES: Readonly<Record<string, string>> = {
  file: 'audio',
  timestamps: 'words',
  enhance_clarity: 'clarity',
  super_resolution: 'superResolution',
  input_type: 'inputType',
  sample_rate: 'sampleRate',
  target_voice: 'targetVoice',
  target_language: 'targetLanguage',
  source_language: 'sourceLanguage',
  preserve_voice: 'preserveVoice',
  reference_audio: 'reference',
  conversation_id: 'conversationId',
  system_prompt: 'systemPrompt',
  tts_model: 'speechModel',
  turn_id: 'turnId',
};

/**
 * The same error with `param` as the caller spelled it. Anything else is returned as it is.
 * @param names - Further names, of an interface that has others.
 */
export function inCallerTerms(error: unknown, names: Readonly<Record<string, string>> = {}): unknown {
  if (!PotooError.isInstance(error) || error.param === undefined) return error;
  const param = names[error.param] ?? CALLER_NAMES[error.param];
  if (param === undefined) return error;
  const { reason, hint, requestId, status, retryable, retryAfterMs, details, cause } = error;
  const options = { reason, hint, param, requestId, status, retryable, retryAfterMs, details, cause };
  return createError(error.code, error.message, options);
}

/** The error for a field of a request that has another type, before anything is sent. */
const failAsRequest: FieldFailure = (path, expected) =>
  new BadRequestError(path === '' ? `The request is not ${expected}.` : `\`${path}\` is not ${expected}.`, {
    reason: 'invalid_parameter',
    ...(path !== '' && { param: path }),
    hint: path === '' ? 'Pass one object with the fields of the request.' : `Give ${expected} as \`${path}\`.`,
  });

/**
 * The fields of a request, for reading with checks.
 * @throws {BadRequestError} If it is no object, or has a field that is not known: a misspelt option must not be lost.
 */
export function fieldsOf(request: unknown, known: readonly string[]): Fields {
  const fields = new Fields(request, failAsRequest);
  const [unknown] = fields.unknown(known);
  if (unknown === undefined) return fields;
  throw new BadRequestError(`There is no parameter \`${unknown.slice(0, 80)}\`.`, {
    reason: 'unknown_parameter',
    param: unknown.slice(0, 80),
    hint: `Known parameters: ${known.join(', ')}.`,
  });
}
