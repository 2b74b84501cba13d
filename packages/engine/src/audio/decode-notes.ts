import type { AudioInfo } from './contract.ts';

/** What decoding tells beside its blocks. */
export interface DecodeNotes {
  /** What the file is; told once, before the first block. */
  readonly onInfo?: (info: AudioInfo) => void;
  /** How much of the file has been read, 0 to 1; told before each block. */
  readonly onFraction?: (fraction: number) => void;
}
