'use client';
import { Recorder, type RecorderOptions, type RecorderState } from '@potoo/core/recorder';
import { useController } from './useController.ts';

/** Options of {@link useRecorder}: those of a `Recorder`. */
export type UseRecorderOptions = RecorderOptions;

/** State and calls of a recorder. The calls keep their identity. */
export interface UseRecorderResult
  extends RecorderState,
    Pick<Recorder, 'start' | 'startAsync' | 'pause' | 'resume' | 'stop' | 'stopAsync' | 'cancel' | 'reset'> {
  /** The controller behind it: `elapsed`, `level`, `peaks` and what else needs no render. */
  readonly recorder: Recorder;
}

/** Records the microphone. Renders when the state changes, not with time and level. */
export function useRecorder(options: UseRecorderOptions = {}): UseRecorderResult {
  const [recorder, state] = useController(() => new Recorder(options), options);
  const { start, startAsync, pause, resume, stop, stopAsync, cancel, reset } = recorder;
  return { ...state, recorder, start, startAsync, pause, resume, stop, stopAsync, cancel, reset };
}
