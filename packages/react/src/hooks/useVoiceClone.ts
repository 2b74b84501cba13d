'use client';
import type { VoiceService } from '@potoo/core';
import { CloneSession, type CloneSessionOptions, type CloneState } from '@potoo/core/clone';
import { useProvided } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useVoiceClone}: those of a `CloneSession`, by default with the provider's service and loudspeaker. */
export interface UseVoiceCloneOptions extends Omit<CloneSessionOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a voice that is being cloned. The calls keep their identity. */
export interface UseVoiceCloneResult
  extends CloneState,
    Pick<
      CloneSession,
      | 'giveConsent'
      | 'withdrawConsent'
      | 'record'
      | 'recordAsync'
      | 'setReference'
      | 'setReferenceAsync'
      | 'clone'
      | 'cloneAsync'
      | 'tryIt'
      | 'cancel'
      | 'reset'
    > {
  /** The controller behind it, with its `recorder` and its `speech`. */
  readonly session: CloneSession;
}

/** Clones a voice with its owner's consent. Nothing is recorded or sent before `giveConsent`. */
export function useVoiceClone(options: UseVoiceCloneOptions = {}): UseVoiceCloneResult {
  const resolved = useProvided(options);
  const [session, state] = useController(() => new CloneSession(resolved), resolved);
  const { giveConsent, withdrawConsent, record, recordAsync, setReference, setReferenceAsync } = session;
  const { clone, cloneAsync, tryIt, cancel, reset } = session;
  return {
    ...{ ...state, session, giveConsent, withdrawConsent, record, recordAsync, setReference, setReferenceAsync },
    ...{ clone, cloneAsync, tryIt, cancel, reset },
  };
}
