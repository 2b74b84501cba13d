import type { AudioOutput } from '../../audio/audio-output.ts';

/** One part of a mix: an address, a file, or a result of a service. */
export interface MixerSource {
  /** Unlike that of any other part. */
  readonly name: string;
  readonly source: string | URL | Blob | AudioOutput;
}

/** How one part of a mix is heard. */
export interface MixerPart {
  readonly name: string;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** While any part is solo, only those that are can be heard. */
  readonly solo: boolean;
}
