'use client';
import type { VoiceService } from '@potoo/core';
import { JobFollower, type JobFollowerOptions, type JobState } from '@potoo/core/jobs';
import { useVoiceService } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useJob}: those of a `JobFollower`, by default with the provider's service. */
export interface UseJobOptions extends Omit<JobFollowerOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a job that is followed. The calls keep their identity. */
export interface UseJobResult
  extends JobState,
    Pick<JobFollower, 'submit' | 'submitAsync' | 'follow' | 'followAsync' | 'cancel' | 'cancelAsync' | 'reset'> {
  /** The controller behind it. */
  readonly follower: JobFollower;
}

/** Hands in long work and follows it. The work goes on when the component goes away; `follow(id)` finds it again. */
export function useJob(options: UseJobOptions = {}): UseJobResult {
  const resolved = { ...options, service: useVoiceService(options.service) };
  const [follower, state] = useController(() => new JobFollower(resolved), resolved);
  const { submit, submitAsync, follow, followAsync, cancel, cancelAsync, reset } = follower;
  return { ...state, follower, submit, submitAsync, follow, followAsync, cancel, cancelAsync, reset };
}
