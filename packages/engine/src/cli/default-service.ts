import type { VoiceService } from '@potoo/core';
import type { LanguageModelOptions } from '../language/language-options.ts';

/** Which service a command wants. */
export interface ServiceOptions {
  /** Address of a Potoo server. @default The engine in this process. */
  readonly baseUrl?: string | undefined;
  /** Key for that server. */
  readonly apiKey?: string | undefined;
  /** Refuse models that are known and not installed, rather than let another serve. @default false */
  readonly strict?: boolean | undefined;
  /** Fetch models that are known and not installed when they are asked for. @default false */
  readonly autoPull?: boolean | undefined;
  /** Never use the network for models. @default By the environment. */
  readonly offline?: boolean | undefined;
  /** Bytes of memory for what was spoken. @default 0 */
  readonly speechCacheBytes?: number | undefined;
  /** Folder of the models. */
  readonly modelsFolder?: string | undefined;
  /** File that names other servers. @default None. */
  readonly upstreams?: string | undefined;
  /** Where the engine's language model is. @default By the environment, else Ollama. */
  readonly languageModel?: LanguageModelOptions | undefined;
}

/**
 * Makes the service that commands use: the engine in this process, or the client of a server when there is an address.
 * Either is imported only now, so that `--help` need not wait for it.
 */
export async function createDefaultService(options: ServiceOptions): Promise<VoiceService> {
  const { baseUrl, apiKey, strict, autoPull, offline, speechCacheBytes, modelsFolder, languageModel, upstreams } =
    options;
  if (baseUrl !== undefined) {
    const { potoo } = await import('@potoo/core');
    return potoo({ baseUrl, ...(apiKey !== undefined && { apiKey }) });
  }
  const { createEngine } = await import('../engine.ts');
  const { readUpstreams } = await import('../backends/upstream/configured-upstreams.ts');
  return createEngine({
    strict: strict ?? false,
    autoPull: autoPull ?? false,
    ...(offline !== undefined && { offline }),
    speechCacheBytes: speechCacheBytes ?? 0,
    upstreams: upstreams === undefined ? [] : readUpstreams(upstreams, process.env),
    ...(languageModel && { languageModel }),
    ...(modelsFolder !== undefined && { modelsFolder }),
  });
}
