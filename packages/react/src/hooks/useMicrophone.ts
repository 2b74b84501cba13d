'use client';
import { Microphone, type MicrophoneOptions, type MicrophoneState } from '@potoo/core/microphone';
import { useController } from './useController.ts';

/** Options of {@link useMicrophone}: those of a `Microphone`. */
export type UseMicrophoneOptions = MicrophoneOptions;

/** State and calls of a microphone. The calls keep their identity. */
export interface UseMicrophoneResult
  extends MicrophoneState,
    Pick<Microphone, 'open' | 'openAsync' | 'close' | 'select' | 'refreshDevices' | 'subscribeLevel'> {
  /** The controller behind it: give it to `useRecorder`, so that both hear one stream. */
  readonly microphone: Microphone;
}

/** The microphone of the page: permission, devices, level. Nobody is asked for anything before `open`. */
export function useMicrophone(options: UseMicrophoneOptions = {}): UseMicrophoneResult {
  const [microphone, state] = useController(() => new Microphone(options), options);
  const { open, openAsync, close, select, refreshDevices, subscribeLevel } = microphone;
  return { ...state, microphone, open, openAsync, close, select, refreshDevices, subscribeLevel };
}
