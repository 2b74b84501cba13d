'use client';
import { VoiceActivity, type VoiceActivityOptions, type VoiceActivityState } from '@potoo/core/voice-activity';
import { useController } from './useController.ts';

/** Options of {@link useVoiceActivity}: those of a `VoiceActivity`. */
export type UseVoiceActivityOptions = VoiceActivityOptions;

/** State and calls of a voice activity. The calls keep their identity. */
export interface UseVoiceActivityResult
  extends VoiceActivityState,
    Pick<VoiceActivity, 'start' | 'startAsync' | 'stop' | 'stopAsync'> {
  /** The controller behind it. */
  readonly activity: VoiceActivity;
}

/** Whether somebody speaks into the microphone, and what they said. Nobody is asked for one before `start`. */
export function useVoiceActivity(options: UseVoiceActivityOptions = {}): UseVoiceActivityResult {
  const [activity, state] = useController(() => new VoiceActivity(options), options);
  const { start, startAsync, stop, stopAsync } = activity;
  return { ...state, activity, start, startAsync, stop, stopAsync };
}
