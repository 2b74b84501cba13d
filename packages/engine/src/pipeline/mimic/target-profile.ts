import type { Warning } from '@potoo/core';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';
import type { EngineCall } from '../engine-call.ts';
import { findClonedVoice } from './find-cloned-voice.ts';
import { resolveTarget } from './resolve-target.ts';

/** What a voice sounds like, and what to tell the caller about it. */
export interface TargetProfile {
  readonly profile: VoiceProfile;
  readonly warnings: readonly Warning[];
}

/**
 * Finds out what a voice of the list sounds like: a cloned one was measured, any other is had to speak once. One that is
 * known and not installed is stood in for as in speech.
 * @throws {NotFoundError} `voice_not_found`, with the nearest names.
 */
export async function targetProfile(voice: string, call: EngineCall): Promise<TargetProfile> {
  const cloned = await findClonedVoice(voice, call);
  if (cloned) return { profile: cloned.profile, warnings: [] };
  const { language, warnings, ...entry } = await resolveTarget(voice, call);
  const bases = await call.bases();
  const { profile } = await bases.sample(entry, language);
  return { profile, warnings };
}
