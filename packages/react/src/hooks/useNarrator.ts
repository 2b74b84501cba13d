'use client';
import type { VoiceService } from '@potoo/core';
import { Narrator, type NarratorOptions, type NarratorState } from '@potoo/core/narrator';
import { useProvided } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useNarrator}: those of a `Narrator`, by default with the provider's service and loudspeaker. */
export interface UseNarratorOptions extends Omit<NarratorOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a narrator. The calls keep their identity. */
export interface UseNarratorResult
  extends NarratorState,
    Pick<
      Narrator,
      'start' | 'startAsync' | 'startAt' | 'pause' | 'resume' | 'stop' | 'next' | 'previous' | 'setRate' | 'unlock'
    > {
  /** The controller behind it. */
  readonly narrator: Narrator;
}

/** Reads the page aloud and follows along. */
export function useNarrator(options: UseNarratorOptions = {}): UseNarratorResult {
  const resolved = useProvided(options);
  const [narrator, state] = useController(() => new Narrator(resolved), resolved);
  const { start, startAsync, startAt, pause, resume, stop, next, previous, setRate, unlock } = narrator;
  return {
    ...{ ...state, narrator },
    ...{ start, startAsync, startAt, pause, resume, stop, next, previous, setRate, unlock },
  };
}
