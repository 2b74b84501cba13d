import type { ErrorBody } from '@potoo/core';
import type { DialectError } from './dialect-error.ts';
import { toOpenAiError } from './openai/error-body.ts';
import { OPENAI_PATHS } from './openai/paths.ts';
import { toOuteAiError } from './outeai/error-body.ts';
import { OUTEAI_PATHS } from './outeai/paths.ts';

/** Writes an error as the clients of a path read it; as it stands where the path belongs to no dialect of its own. */
export function dialectError(path: string, status: number, error: ErrorBody): DialectError {
  if (OPENAI_PATHS.test(path)) return toOpenAiError(status, error);
  if (OUTEAI_PATHS.test(path)) return toOuteAiError(status, error);
  return { status, body: { error, ...shortOfCredits(error) } };
}

/** Where TTS.ai's own SDKs look for what is missing; its documentation has it within the error. */
function shortOfCredits({ code, credits_required, credits_available }: ErrorBody): Readonly<Record<string, unknown>> {
  if (code !== 'insufficient_credits' || credits_required === undefined) return {};
  return { credits_needed: credits_required, credits_remaining: credits_available };
}
