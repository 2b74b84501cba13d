import type { Warning } from '@potoo/core';
import { pcmFileSource } from '../../audio/pcm-file.ts';
import { resample } from '../../audio/resample.ts';
import type { SpokenReference } from '../../backends/contract.ts';
import type { EngineCall } from '../engine-call.ts';
import { joinPcm } from '../join-pcm.ts';
import { findClonedVoice } from './find-cloned-voice.ts';
import { openReference } from './open-reference.ts';
import { resolveTarget } from './resolve-target.ts';
import { requireRecording } from './voice-library.ts';

/** Networks that convert hear so much of a voice; more would take longer and tell them little. */
const MOST_SECONDS = 60;

/** A recording of a voice, and what to tell the caller about it. */
export interface TargetRecording {
  readonly recording: SpokenReference;
  readonly warnings: readonly Warning[];
}

/**
 * Finds a recording of a voice of the list: a cloned one was kept with its own, any other is had to speak. One that is known
 * and not installed is stood in for as in speech.
 * @param sampleRate - What the recording is wanted at, hertz.
 * @throws {NotFoundError} `voice_not_found`, with the nearest names.
 */
export async function targetRecording(voice: string, sampleRate: number, call: EngineCall): Promise<TargetRecording> {
  const cloned = await findClonedVoice(voice, call);
  if (cloned) {
    await using opened = await openReference(await requireRecording(cloned.id, call), call);
    const { pcm } = opened;
    const blocks = await Array.fromAsync(pcmFileSource(pcm).read({ to: MOST_SECONDS * pcm.sampleRate }));
    return { recording: atRate(joinPcm(blocks).channels[0], pcm.sampleRate, sampleRate), warnings: [] };
  }
  const { language, warnings, ...entry } = await resolveTarget(voice, call);
  const bases = await call.bases();
  const spoken = await bases.speech(entry, language);
  return { recording: atRate(spoken.samples, spoken.sampleRate, sampleRate), warnings };
}

function atRate(samples: Float32Array = new Float32Array(), from: number, to: number): SpokenReference {
  const [resampled = samples] = resample({ channels: [samples], sampleRate: from }, to).channels;
  return { samples: resampled, sampleRate: to };
}
