import type { Media } from '../audio/contract.ts';
import type { BackendPools } from '../backends/backend-pools.ts';
import type { ResolvedEngineOptions } from '../engine-options.ts';

/** What a speaker is made with; a call has it, and so has an engine between calls. */
export interface SpeakerParts {
  readonly pools: BackendPools;
  readonly media: Media;
  readonly options: Pick<ResolvedEngineOptions, 'tempDirectory' | 'maxAudioBytes'>;
}
