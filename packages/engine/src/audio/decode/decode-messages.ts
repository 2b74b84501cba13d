import type { AudioInfo } from '../contract.ts';
import type { MediaKind } from './sniff.ts';

/** What the decoder host's `decode` takes. */
export interface DecodeParams {
  readonly path: string;
  /** What the file is, from its bytes; WAV needs no host. */
  readonly kind: Exclude<MediaKind, 'wav'>;
  /** Offset of the first byte behind tags and junk. */
  readonly start: number;
  readonly maxSeconds: number;
  /** Hertz. @default The file's own. */
  readonly sampleRate?: number | undefined;
  readonly mono: boolean;
}

/** What `decode` tells: what the file is, then its audio. */
export type DecodeEvent =
  | { readonly type: 'info'; readonly info: AudioInfo }
  | {
      readonly type: 'pcm';
      readonly channels: readonly Float32Array[];
      readonly sampleRate: number;
      readonly fraction: number;
    };
