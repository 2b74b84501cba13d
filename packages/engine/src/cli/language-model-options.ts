import type { Command } from 'commander';
import type { LanguageModelOptions } from '../language/language-options.ts';

/** The options that {@link addLanguageModelOptions} adds. */
export interface LanguageModelFlags {
  readonly llmBaseUrl?: string | undefined;
  readonly llmModel?: string | undefined;
  readonly llmApiKey?: string | undefined;
}

/** Adds the options that say where the language model is. */
export function addLanguageModelOptions(command: Command): Command {
  return command
    .option(
      '--llm-base-url <url>',
      'language model server, up to /v1 (or set POTOO_LLM_BASE_URL; default: Ollama here)',
    )
    .option('--llm-model <name>', 'language model (or set POTOO_LLM_MODEL; default: the first that the server lists)')
    .option('--llm-api-key <key>', 'key for that server (or set POTOO_LLM_API_KEY, which others cannot see)');
}

/** Where the language model is, by flags and the environment of the command. */
export function languageModelOf(
  { llmBaseUrl, llmModel, llmApiKey }: LanguageModelFlags,
  env: Readonly<Record<string, string | undefined>>,
): LanguageModelOptions {
  return {
    baseUrl: llmBaseUrl ?? (env['POTOO_LLM_BASE_URL'] || undefined),
    model: llmModel ?? (env['POTOO_LLM_MODEL'] || undefined),
    apiKey: llmApiKey ?? (env['POTOO_LLM_API_KEY'] || undefined),
  };
}

/** The flags alone, of the options of a command that has others as well. */
export function languageModelFlags({ llmBaseUrl, llmModel, llmApiKey }: LanguageModelFlags): LanguageModelFlags {
  return { llmBaseUrl, llmModel, llmApiKey };
}
