import { PotooError } from '@potoo/core/errors';
import type { Prompt } from './contract.ts';
import { fetchAgain } from './fetch-again.ts';
import { brokeOff, cannotConnect, garbage, refused, tooSlow } from './language-errors.ts';
import type { ResolvedLanguageModelOptions } from './language-options.ts';
import { SilenceWatch } from './silence-watch.ts';

/**
 * Has a model write, through the `ai` package. Pieces come as the endpoint sends them; what a reasoning model thinks,
 * between `<think>` tags or in a field of its own, is left out.
 */
export async function* writeText(
  prompt: Prompt,
  model: string,
  options: ResolvedLanguageModelOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  // Loaded only now: most requests never need a language model.
  const [{ createOpenAICompatible }, { streamText, wrapLanguageModel, extractReasoningMiddleware }] = await Promise.all(
    [import('@ai-sdk/openai-compatible'), import('ai')],
  );
  const { baseUrl: baseURL, apiKey, firstWordTimeoutMs, idleTimeoutMs } = options;
  const provider = createOpenAICompatible({
    name: 'llm',
    baseURL,
    fetch: fetchAgain,
    ...(apiKey !== undefined && { apiKey }),
  });
  const watch = new SilenceWatch((waitedMs) => tooSlow(options, waitedMs));
  const leaving = new AbortController();
  const { stream } = streamText({
    model: wrapLanguageModel({
      model: provider(model),
      middleware: extractReasoningMiddleware({ tagName: 'think' }),
    }),
    instructions: prompt.system,
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    ...(prompt.temperature !== undefined && { temperature: prompt.temperature }),
    // Whoever waits for speech would rather be told.
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, watch.signal, leaving.signal]),
    // It would be printed otherwise; it is thrown below.
    onError: () => {},
  });
  let began = false;
  try {
    watch.expect(firstWordTimeoutMs);
    for await (const part of stream) {
      signal.throwIfAborted();
      watch.signal.throwIfAborted();
      if (part.type === 'error') throw part.error;
      if (part.type === 'reasoning-delta') watch.expect(idleTimeoutMs);
      if (part.type !== 'text-delta') continue;
      watch.rest();
      began = true;
      yield part.text;
      watch.expect(idleTimeoutMs);
    }
    signal.throwIfAborted();
    watch.signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    watch.signal.throwIfAborted();
    if (PotooError.isInstance(error)) throw error;
    throw describeFailure(error, model, options, began);
  } finally {
    watch.rest();
    leaving.abort();
  }
}

function describeFailure(
  error: unknown,
  model: string,
  options: ResolvedLanguageModelOptions,
  began: boolean,
): PotooError {
  const { name, statusCode, message, responseHeaders } = factsOf(error);
  if (statusCode !== undefined && statusCode >= 400) {
    return refused(
      options,
      model,
      { status: statusCode, said: message, retryAfter: responseHeaders['retry-after'] },
      error,
    );
  }
  if (began) return brokeOff(options, error);
  // Without a status there was no answer; with a good one it could not be read.
  if (name === 'AI_APICallError' && statusCode === undefined) return cannotConnect(options, error);
  return garbage(options, error);
}

/** What the errors of the `ai` package have in common, read without its classes: there may be two copies of it. */
function factsOf(error: unknown) {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>;
  const { name, statusCode, message, responseHeaders } = fields;
  return {
    name: typeof name === 'string' ? name : '',
    statusCode: typeof statusCode === 'number' ? statusCode : undefined,
    message: typeof message === 'string' ? message : undefined,
    responseHeaders: (responseHeaders ?? {}) as Readonly<Record<string, string | undefined>>,
  };
}
