import type { VoiceService } from '@potoo/core';
import type { ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import type { Platform } from '../platform.ts';

/** What the routes of jobs and results are made of. */
export interface JobRouteParts {
  readonly platform: Pick<Platform, 'jobs' | 'results'>;
  readonly options: ResolvedServerOptions;
  /** Whose jobs and results a request is about. @default 'local', for everybody */
  readonly ownerOf?: ((c: ServerContext) => string) | undefined;
  /** Takes the jobs that are handed in, for whoever asks. */
  readonly service: Pick<VoiceService, 'submit'>;
}

/** The parts with their defaults applied. */
export interface ResolvedJobRouteParts extends Pick<JobRouteParts, 'platform' | 'options' | 'service'> {
  ownerOf(c: ServerContext): string;
}

/** Applies the defaults. */
export function resolveParts({ ownerOf = () => 'local', ...parts }: JobRouteParts): ResolvedJobRouteParts {
  return { ...parts, ownerOf };
}
