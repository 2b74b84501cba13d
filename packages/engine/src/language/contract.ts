/** One message of a dialogue. */
export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** What a language model is asked. */
export interface Prompt {
  /** Name of the model at the endpoint, or `auto` for the one that is configured, else the first that is there. */
  readonly model: string;
  /** Instructions above all messages. */
  readonly system: string;
  /** Oldest first; the last is the user's. */
  readonly messages: readonly ChatMessage[];
  /** 0 to 2. @default The endpoint's. */
  readonly temperature?: number;
}

/** Language models behind one endpoint. */
export interface LanguageModels {
  /** Whether one can be expected to answer: an endpoint was configured, or there is one at the default address. */
  available(signal?: AbortSignal): Promise<boolean>;
  /** Resolves if one is available, before work that is for nothing without it. @throws {UnsupportedError} `dependency_missing`. */
  require(signal: AbortSignal): Promise<void>;
  /**
   * Writes, piece by piece. Thoughts of the model are left out. Leaving the loop, or aborting, ends the request.
   * @throws {UnsupportedError} `dependency_missing` if no endpoint was configured, and there is none at the default address.
   * @throws {UnreachableError} `language_model_unreachable`, `language_model_refused_key`, `language_model_failed`,
   * `invalid_response` for what is no reply, `stream_truncated` for one that broke off.
   * @throws {RequestTimeoutError} `language_model_timeout`.
   * @throws {ModelLoadingError} `language_model_busy`, with when to try again.
   * @throws {NotFoundError} `model_not_found`.
   */
  write(prompt: Prompt, signal: AbortSignal): AsyncIterable<string>;
}
