import type { PotooError } from '../../errors/potoo-error.ts';

/** What playing takes of uncompressed audio that may still be arriving. */
export interface ArrivingPcm {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Frames that have come so far. */
  readonly frames: number;
  /** Seconds that have come so far. */
  readonly duration: number;
  /** Whether all of it has come, or no more will. */
  readonly ended: boolean;
  /** Why no more will come, where that is not its end. */
  readonly error: PotooError | undefined;
  /** Frames from a place on, one array per channel; fewer than asked for where no more have come. */
  read(from: number, count: number): Float32Array<ArrayBuffer>[];
  /** Calls a listener when there is more, and at the end. Returns what takes it off again. */
  subscribe(listener: () => void): () => void;
}
