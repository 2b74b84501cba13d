import { type CallOptions, NotFoundError, type VoiceService } from '@potoo/core';
import type { AudioBody } from './schemas/audio-body.ts';

/** Model and voice, as the contract names them. */
export interface Speaker {
  readonly model: string;
  readonly voice: string;
}

/**
 * Finds who is to speak: a default speaker by its name, or a cloned voice by its id, which its own model speaks.
 * @throws {NotFoundError} `voice_not_found` if no cloned voice has the id.
 */
export async function findSpeaker(
  service: VoiceService,
  { model, speaker_type: type, speaker_id: id }: AudioBody,
  options: CallOptions,
): Promise<Speaker> {
  if (type === 'default') return { model, voice: id };
  const cloned = (await service.listVoices({}, options)).find((voice) => voice.cloned === true && voice.id === id);
  if (cloned) return { model: cloned.model, voice: cloned.id };
  throw new NotFoundError(`There is no custom speaker "${id.slice(0, 80)}".`, {
    reason: 'voice_not_found',
    param: 'speaker_id',
    hint: 'Use the id of a voice that was cloned here, or speaker_type "default" with the name of a default speaker.',
  });
}
