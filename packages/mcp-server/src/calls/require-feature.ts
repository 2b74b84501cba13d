import type { Capabilities, Feature, VoiceService } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';

/**
 * What nearly every service has. It is not asked for: the answer may take a look at other machines, the first words would
 * wait for it, and a service says itself what it lacks.
 */
const USUAL: ReadonlySet<Feature> = new Set(['synthesize', 'transcribe', 'convertAudio']);

/** Features that services were seen to have. What one lacks it may learn, so that is asked again. */
const seen = new WeakMap<VoiceService, Set<Feature>>();

/**
 * Looks whether a service has what a tool needs, before files are opened and people asked.
 * @throws {UnsupportedError} If it does not.
 */
export async function requireFeature(
  service: VoiceService,
  feature: Feature,
  tool: string,
  signal: AbortSignal,
): Promise<void> {
  const known = seen.get(service) ?? new Set(USUAL);
  if (known.has(feature)) return;
  const capabilities = await service.capabilities({ signal });
  if (!capabilities.features.includes(feature)) throw lacks(tool, feature, capabilities);
  seen.set(service, known.add(feature));
}

/** What needs a language model, which is not part of a voice service. */
const WRITTEN_BY_A_MODEL: ReadonlySet<Feature> = new Set(['converse', 'translateSpeech']);

const GET_A_MODEL =
  'It needs a language model: the user can start Ollama on this machine, or name a server that speaks the protocol of ' +
  'OpenAI by POTOO_LLM_BASE_URL, POTOO_LLM_MODEL and POTOO_LLM_API_KEY in the environment of this server.';
const GET_ANOTHER_SERVICE =
  'The user can install what is missing (`npx potoo doctor` says what), or start this server with POTOO_BASE_URL set to ' +
  'a Potoo server that has it.';

function lacks(tool: string, feature: Feature, { service }: Capabilities): UnsupportedError {
  return new UnsupportedError(`\`${tool}\` cannot be done by ${service}: it has no \`${feature}\` now.`, {
    reason: 'feature_not_supported',
    hint: WRITTEN_BY_A_MODEL.has(feature) ? GET_A_MODEL : GET_ANOTHER_SERVICE,
  });
}
