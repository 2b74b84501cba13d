import { createError, PotooError } from '@potoo/core/errors';

/** What tools call the fields of the contract, and of its wire, that have another name there; the first that a tool has. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  audio: ['uri', 'path'],
  file: ['uri', 'path'],
  reference: ['uri', 'path'],
  reference_audio: ['uri', 'path'],
  targetVoice: ['voice'],
  target_voice: ['voice'],
  targetLanguage: ['language'],
  target_language: ['language'],
  preserveVoice: ['keep_voice'],
  preserve_voice: ['keep_voice'],
  superResolution: ['widen'],
  super_resolution: ['widen'],
  enhance_clarity: ['clarity'],
  sampleRate: ['sample_rate'],
  conversationId: ['conversation_id'],
  'consent.date': ['date'],
  consent_date: ['date'],
  format: ['format', 'filename'],
};

/**
 * The same error about the argument that a host gave, rather than about the field that a tool made of it; about none where
 * a tool has no argument for that field.
 * @param known - The arguments of the tool.
 * @param given - The arguments of the call.
 */
export function aboutArgument(error: unknown, known: readonly string[], given: object): unknown {
  if (!PotooError.isInstance(error) || error.param === undefined || known.includes(error.param)) return error;
  const names = (ARGUMENTS[error.param] ?? []).filter((name) => known.includes(name));
  const param = names.find((name) => Reflect.get(given, name) !== undefined) ?? names.at(-1);
  const { code, message, reason, hint, requestId, status, retryable, retryAfterMs, details } = error;
  const same = { reason, hint, requestId, status, retryable, retryAfterMs, details };
  return createError(code, message, { ...same, param, cause: error });
}
