import type { StereoPlanes } from './segment-planes.ts';
import type { VoiceFilter } from './voice-filter.ts';

/** What of every spectrum goes into which stem. */
export interface StemShares {
  /** Makes the first stem. */
  readonly voice: VoiceFilter;
  /** Shares, 0 to 1, of what the voice leaves, in the order of the stems after it. The last stem is what all others leave. */
  readonly parts: readonly StereoPlanes[];
}
