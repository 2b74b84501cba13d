import { BadRequestError } from '@potoo/core/errors';

/** Where language models are, for conversations and translations. */
export interface LanguageModelOptions {
  /**
   * Address of a server that speaks the protocol of OpenAI's chat completions, up to its `/v1`.
   * @default `POTOO_LLM_BASE_URL`, else Ollama's: `http://127.0.0.1:11434/v1`
   */
  readonly baseUrl?: string | undefined;
  /** Name of the model there. @default `POTOO_LLM_MODEL`, else the first that the server lists. */
  readonly model?: string | undefined;
  /** Key, where the server asks for one. @default `POTOO_LLM_API_KEY` */
  readonly apiKey?: string | undefined;
  /** How long the first word may take; a model that is loaded first takes its time. @default 60000 */
  readonly firstWordTimeoutMs?: number | undefined;
  /** How long a reply may pause. @default 20000 */
  readonly idleTimeoutMs?: number | undefined;
}

/** Options with their defaults applied. */
export interface ResolvedLanguageModelOptions {
  /** Without a last slash. */
  readonly baseUrl: string;
  /** Whether the address was chosen, rather than the default one. */
  readonly isConfigured: boolean;
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly firstWordTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** Where Ollama listens. */
export const OLLAMA_URL = 'http://127.0.0.1:11434/v1';

/**
 * Applies the defaults.
 * @throws {BadRequestError} `invalid_base_url`.
 * @throws {RangeError} If a time is not a positive number.
 */
export function resolveLanguageModelOptions(
  options: LanguageModelOptions = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): ResolvedLanguageModelOptions {
  const chosen = options.baseUrl ?? (env['POTOO_LLM_BASE_URL'] || undefined);
  const resolved: ResolvedLanguageModelOptions = {
    baseUrl: checkUrl(chosen ?? OLLAMA_URL),
    isConfigured: chosen !== undefined,
    model: options.model ?? (env['POTOO_LLM_MODEL'] || undefined),
    apiKey: options.apiKey ?? (env['POTOO_LLM_API_KEY'] || undefined),
    firstWordTimeoutMs: options.firstWordTimeoutMs ?? 60_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 20_000,
  };
  for (const name of ['firstWordTimeoutMs', 'idleTimeoutMs'] as const) {
    if (!(resolved[name] > 0)) throw new RangeError(`${name} must be a positive number, got ${resolved[name]}.`);
  }
  return resolved;
}

function checkUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') {
    return url.href.replace(/\/+$/, '');
  }
  throw new BadRequestError('The address of the language model is no http or https address without a password.', {
    reason: 'invalid_base_url',
    hint: `Give one such as ${OLLAMA_URL} or https://api.openai.com/v1, and the key as POTOO_LLM_API_KEY.`,
  });
}
