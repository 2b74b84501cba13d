import type { CallOptions, ModelType, VoiceService } from '@potoo/core';
import { OLLAMA_URL } from '../language/language-options.ts';
import type { CliContext } from './cli-context.ts';
import { type LanguageModelFlags, languageModelOf } from './language-model-options.ts';
import { isLocalEngine } from './local-engine.ts';

/** Most models that are not installed to name at the start. */
const SHOWN_MODELS = 10;

/** How a service is served, as far as its description depends on it. */
interface ServingFlags extends LanguageModelFlags {
  readonly ui: boolean;
  readonly strict?: boolean;
  readonly autoPull?: boolean;
}

/** What speaks, what listens, what is missing and what serves in its place: one line each. */
export async function describeService(
  service: VoiceService,
  options: ServingFlags,
  { env }: CliContext,
  call: CallOptions,
): Promise<string[]> {
  const { ui, strict, autoPull } = options;
  const lines: string[] = [];
  if (ui) lines.push('a page to try it is at /');
  const models = await service.listModels({}, call);
  const named = (type: ModelType, installed: boolean) =>
    models.filter((model) => model.type === type && (model.state === 'installed') === installed).map(({ id }) => id);
  const voices = await service.listVoices({ state: 'installed' }, call);
  lines.push(`speaks with     ${named('tts', true).join(', ') || 'nothing'} (${voices.length} voices)`);
  lines.push(`listens with    ${named('stt', true).join(', ') || 'nothing'}`);
  const { features } = await service.capabilities(call);
  const { baseUrl = OLLAMA_URL } = languageModelOf(options, env);
  lines.push(
    `talks with      ${features.includes('converse') ? baseUrl : 'nothing: no language model, see --llm-base-url'}`,
  );
  const instead = autoPull
    ? 'is fetched when it is asked for (--auto-pull)'
    : strict
      ? 'is refused (--strict)'
      : 'is served by the nearest that is installed';
  for (const type of ['tts', 'stt'] as const) {
    const absent = named(type, false);
    const shown = absent.slice(0, SHOWN_MODELS).join(', ');
    const more = absent.length > SHOWN_MODELS ? ` and ${absent.length - SHOWN_MODELS} more` : '';
    if (absent.length > 0) lines.push(`not installed   ${shown}${more}: each ${instead}`);
  }
  if (isLocalEngine(service)) {
    for (const { backend, availability } of await service.backends()) {
      if (!availability.available)
        lines.push(`${backend.id.padEnd(15)} ${availability.problem} ${availability.install}`);
    }
  }
  return lines;
}
