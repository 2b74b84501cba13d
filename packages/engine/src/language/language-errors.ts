import {
  ModelLoadingError,
  NotFoundError,
  type PotooError,
  RequestTimeoutError,
  StreamTruncatedError,
  UnreachableError,
  UnsupportedError,
} from '@potoo/core/errors';
import type { ResolvedLanguageModelOptions } from './language-options.ts';

/** How to get a language model, in a sentence. */
export const HOW_TO_GET_ONE =
  'Start Ollama (`ollama serve`, `ollama pull llama3.2`), or name any server that speaks the protocol of OpenAI by ' +
  'POTOO_LLM_BASE_URL, POTOO_LLM_MODEL and POTOO_LLM_API_KEY, or --llm-base-url, --llm-model and --llm-api-key.';

type Where = Pick<ResolvedLanguageModelOptions, 'baseUrl' | 'isConfigured'>;

/** Nothing answers at the address. */
export function cannotConnect({ baseUrl, isConfigured }: Where, cause: unknown): PotooError {
  if (!isConfigured) {
    return new UnsupportedError('There is no language model: none was configured, and none answers on this machine.', {
      reason: 'dependency_missing',
      hint: HOW_TO_GET_ONE,
      cause,
    });
  }
  return new UnreachableError(`The language model at ${originOf(baseUrl)} cannot be reached.`, {
    reason: 'language_model_unreachable',
    hint: `Check that it runs and that the address is right. ${HOW_TO_GET_ONE}`,
    cause,
  });
}

/** The server has answered with an error. @param said - Its own message. */
export function refused(
  { baseUrl }: Where,
  model: string,
  answer: { readonly status: number; readonly said?: string | undefined; readonly retryAfter?: string | undefined },
  cause: unknown,
): PotooError {
  const { status } = answer;
  const said = answer.said ? `: ${answer.said.slice(0, 200)}` : '';
  if (status === 401 || status === 403) {
    return new UnreachableError(`The language model at ${originOf(baseUrl)} refused the key (${status}).`, {
      reason: 'language_model_refused_key',
      hint: 'Set POTOO_LLM_API_KEY or --llm-api-key to a key of that service.',
      retryable: false,
      cause,
    });
  }
  if (status === 404) {
    return new NotFoundError(`The server at ${originOf(baseUrl)} has no language model "${model.slice(0, 80)}".`, {
      reason: 'model_not_found',
      param: 'model',
      hint: `Name one that it has by POTOO_LLM_MODEL or --llm-model; with Ollama, \`ollama pull ${model.slice(0, 80)}\`.`,
      cause,
    });
  }
  if (status === 429 || status === 503) {
    return new ModelLoadingError(`The language model at ${originOf(baseUrl)} is busy (${status}).`, {
      reason: 'language_model_busy',
      hint: 'Try again later; Retry-After tells when, where the service says so.',
      retryAfterMs: waitOf(answer.retryAfter),
      cause,
    });
  }
  return new UnreachableError(`The language model at ${originOf(baseUrl)} failed (${status})${said}.`, {
    reason: 'language_model_failed',
    hint: 'The log of that server may tell why.',
    retryable: status >= 500,
    cause,
  });
}

/** What came is no reply. */
export function garbage({ baseUrl }: Where, cause: unknown): UnreachableError {
  return new UnreachableError(`The language model at ${originOf(baseUrl)} did not answer with a reply.`, {
    reason: 'invalid_response',
    hint: "Check that the address is that of a server with OpenAI's chat completions, such as …/v1.",
    cause,
  });
}

/** The reply ended before its end. */
export function brokeOff({ baseUrl }: Where, cause: unknown): StreamTruncatedError {
  return new StreamTruncatedError(`The reply of the language model at ${originOf(baseUrl)} broke off.`, {
    hint: 'Try again; the log of that server may tell why.',
    cause,
  });
}

/** The reply did not come in time. */
export function tooSlow({ baseUrl }: Where, waitedMs: number): RequestTimeoutError {
  return new RequestTimeoutError(`The language model at ${originOf(baseUrl)} said nothing for ${waitedMs / 1000} s.`, {
    reason: 'language_model_timeout',
    hint: 'Try again once it is loaded, use a smaller model, or allow more time.',
  });
}

/** An address without what may be private in it. */
function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}

function waitOf(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : 1_000;
}
