import type { CallOptions, VoiceService } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { type LanguageModelFlags, languageModelOf } from './language-model-options.ts';
import type { Reporter } from './reporter.ts';

/** The options that {@link addServiceOptions} adds, and others of the engine where a command has them. */
export interface SessionOptions extends LanguageModelFlags {
  readonly baseUrl?: string;
  readonly strict?: boolean;
  readonly autoPull?: boolean;
  readonly offline?: boolean | undefined;
  readonly speechCacheBytes?: number;
  readonly upstreams?: string | undefined;
  readonly quiet?: boolean;
}

/** Runs work with a service and lets go of the service afterwards, whatever happens. */
export async function withService<Result>(
  context: CliContext,
  options: SessionOptions,
  reporter: Reporter,
  work: (service: VoiceService, call: CallOptions) => Promise<Result>,
): Promise<Result> {
  context.signal.throwIfAborted();
  const service = await context.createService({
    baseUrl: options.baseUrl ?? (context.env['POTOO_BASE_URL'] || undefined),
    apiKey: context.env['POTOO_API_KEY'] || undefined,
    strict: options.strict,
    autoPull: options.autoPull,
    offline: options.offline,
    speechCacheBytes: options.speechCacheBytes,
    modelsFolder: context.env['POTOO_MODELS'] || undefined,
    upstreams: options.upstreams ?? (context.env['POTOO_UPSTREAMS'] || undefined),
    languageModel: languageModelOf(options, context.env),
  });
  try {
    return await work(service, { signal: context.signal, onProgress: reporter.progress });
  } finally {
    reporter.endProgress();
    await service.close();
  }
}
