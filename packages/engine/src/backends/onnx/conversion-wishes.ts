import type { SpokenReference } from '../contract.ts';

/** Options of `convert`, which says a recording again in another voice. The recording is mono, at the model's rate. */
export interface ConversionWishes {
  /** The voice that it becomes, at the same rate. */
  readonly target: SpokenReference;
}
