import { NotFoundError, PotooError } from '@potoo/core/errors';
import type { LanguageModels, Prompt } from './contract.ts';
import { cannotConnect, HOW_TO_GET_ONE } from './language-errors.ts';
import type { ResolvedLanguageModelOptions } from './language-options.ts';
import { listChatModels } from './list-models.ts';
import { writeText } from './write-text.ts';

/** How long an endpoint may take to list its models. */
const LIST_TIMEOUT_MS = 10_000;
/** How long one on this machine may take that nobody has configured. */
const PROBE_TIMEOUT_MS = 500;
/** How long what a probe found holds. */
const PROBE_HOLDS_MS = 10_000;

/** Makes the language models of an endpoint. Nothing is asked of it before the first call. */
export function createLanguageModels(options: ResolvedLanguageModelOptions): LanguageModels {
  let first: Promise<string> | undefined;
  let probe: { readonly at: number; readonly found: Promise<boolean> } | undefined;

  const nameOf = (wanted: string): Promise<string> | string => {
    const name = wanted === 'auto' ? options.model : wanted;
    if (name !== undefined) return name;
    first ??= firstModel(options).catch((error: unknown) => {
      first = undefined;
      throw error;
    });
    return first;
  };

  const available = async (signal?: AbortSignal): Promise<boolean> => {
    signal?.throwIfAborted();
    if (options.isConfigured) return true;
    if (!probe || performance.now() - probe.at > PROBE_HOLDS_MS) {
      const found = listChatModels(options, PROBE_TIMEOUT_MS).then(
        (models) => models.length > 0,
        () => false,
      );
      probe = { at: performance.now(), found };
    }
    return probe.found;
  };

  return {
    available,
    async require(signal) {
      if (!(await available(signal))) throw cannotConnect(options, undefined);
    },
    async *write(prompt: Prompt, signal: AbortSignal) {
      signal.throwIfAborted();
      const name = await untilAborted(Promise.resolve(nameOf(prompt.model)), signal);
      yield* writeText(prompt, name, options, signal);
    },
  };
}

async function firstModel(options: ResolvedLanguageModelOptions): Promise<string> {
  const [name] = await listChatModels(options, LIST_TIMEOUT_MS).catch((error: unknown) => {
    // A server that has no list may still have models.
    if (PotooError.isInstance(error) && error.code === 'not_found') return [];
    throw error;
  });
  if (name !== undefined) return name;
  throw new NotFoundError(`The server at ${new URL(options.baseUrl).origin} lists no language model.`, {
    reason: 'model_not_found',
    param: 'model',
    hint: HOW_TO_GET_ONE,
  });
}

/** Waits for what others wait for as well, so that one who gives up does not spoil it for them. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
