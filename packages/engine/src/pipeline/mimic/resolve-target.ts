import { type ResolvedVoice, resolveVoice } from '../../models/resolve-voice.ts';
import type { EngineCall } from '../engine-call.ts';

/**
 * Finds the voice of the list that another is to sound like. It speaks English where it can: what it is measured by has
 * no language of the caller's.
 * @throws {NotFoundError} `voice_not_found`, with the nearest names.
 */
export function resolveTarget(voice: string, call: EngineCall): Promise<ResolvedVoice> {
  return resolveVoice(call.inventory, {
    model: 'auto',
    voice,
    language: undefined,
    detectLanguage: async () => 'en',
    strict: call.options.strict,
  });
}
