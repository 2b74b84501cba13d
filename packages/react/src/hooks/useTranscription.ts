'use client';
import type { VoiceService } from '@potoo/core';
import { Transcription, type TranscriptionOptions, type TranscriptionState } from '@potoo/core/transcription';
import { useVoiceService } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useTranscription}: those of a `Transcription`, by default with the provider's service. */
export interface UseTranscriptionOptions extends Omit<TranscriptionOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a transcription. The calls keep their identity. */
export interface UseTranscriptionResult
  extends TranscriptionState,
    Pick<
      Transcription,
      'transcribe' | 'transcribeAsync' | 'listen' | 'listenAsync' | 'stop' | 'stopAsync' | 'cancel' | 'reset'
    > {
  /** The controller behind it. */
  readonly transcription: Transcription;
}

/** Writes down what is said, in a file or live. Nobody is asked for a microphone before `listen`. */
export function useTranscription(options: UseTranscriptionOptions = {}): UseTranscriptionResult {
  const resolved = { ...options, service: useVoiceService(options.service) };
  const [transcription, state] = useController(() => new Transcription(resolved), resolved);
  const { transcribe, transcribeAsync, listen, listenAsync, stop, stopAsync, cancel, reset } = transcription;
  return {
    ...{ ...state, transcription },
    ...{ transcribe, transcribeAsync, listen, listenAsync, stop, stopAsync, cancel, reset },
  };
}
