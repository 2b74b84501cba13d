'use client';
import type { VoiceService } from '@potoo/core';
import { SpeechSession, type SpeechSessionOptions, type SpeechState } from '@potoo/core/speech';
import { useProvided } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useSpeech}: those of a `SpeechSession`, by default with the provider's service and loudspeaker. */
export interface UseSpeechOptions extends Omit<SpeechSessionOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a speech session. The calls keep their identity. */
export interface UseSpeechResult
  extends SpeechState,
    Pick<
      SpeechSession,
      | 'speak'
      | 'speakAsync'
      | 'pause'
      | 'resume'
      | 'stop'
      | 'interrupt'
      | 'seek'
      | 'setRate'
      | 'setVolume'
      | 'setMuted'
      | 'unlock'
      | 'audio'
    > {
  /** The controller behind it: `activeWord`, `subscribeWord`, `player` and what else needs no render. */
  readonly session: SpeechSession;
}

/** Speaks texts, also ones that are still arriving. Renders when the state changes, not with the time and not with each word. */
export function useSpeech(options: UseSpeechOptions = {}): UseSpeechResult {
  const resolved = useProvided(options);
  const [session, state] = useController(() => new SpeechSession(resolved), resolved);
  const { speak, speakAsync, pause, resume, stop, interrupt, seek } = session;
  const { setRate, setVolume, setMuted, unlock, audio } = session;
  return {
    ...state,
    ...{ session, speak, speakAsync, pause, resume, stop, interrupt, seek },
    ...{ setRate, setVolume, setMuted, unlock, audio },
  };
}
