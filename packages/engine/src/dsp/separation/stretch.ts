import type { AnalysisGrid } from './analysis-grid.ts';
import type { SegmentPlanes } from './segment-planes.ts';

/** Called between two steps of the work: waits for what else is to be done, and throws when the work is called off. */
export type Pause = (fraction: number) => Promise<void>;

/** A stretch of audio, as it is looked at. */
export interface Stretch {
  /** Half the sum of both channels. */
  readonly mid: Float32Array;
  /** Half their difference; absent for mono. */
  readonly side: Float32Array | undefined;
  readonly grid: AnalysisGrid;
  readonly planes: SegmentPlanes;
}
