import type { AudioFormat, Pcm } from '@potoo/core';

/** What decoding may cost, and what it gives. */
export interface DecodeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Queue lane, see `HostCallOptions`. */
  readonly lane?: string | undefined;
  /** File name given with the upload; only a clue. */
  readonly fileName?: string | undefined;
  /** Resample to this rate, hertz. @default The file's own. */
  readonly sampleRate?: number | undefined;
  /** Mix to one channel. @default false */
  readonly mono?: boolean | undefined;
  /** Most seconds of decoded audio, counted while decoding, whatever the header says. */
  readonly maxSeconds: number;
}

/** Audio as it is decoded. */
export interface DecodedAudio extends AsyncIterable<Pcm> {
  /** Known once the first block has been read. */
  readonly info: Promise<AudioInfo>;
  /** How much of the file has been read so far, 0 to 1. */
  readonly fraction: number;
}

/** What a file is. */
export interface AudioInfo {
  /** Container and codec as found: `wav/pcm-s16`, `mp3`. */
  readonly format: string;
  /** Rate of the file, before any resampling, hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** How much the header promises that the file has not; absent where nothing is known to be missing. */
  readonly missingSeconds?: number;
}

/** What encoding should give. */
export interface EncodeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly lane?: string | undefined;
  readonly format: AudioFormat;
  /** Kilobits per second. */
  readonly bitrate: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /**
   * `true`: bytes leave as they are made and nothing is written afterwards. `false`: one whole file whose header states
   * the right length.
   */
  readonly streaming: boolean;
  /** Written into the file's metadata where the format has a place for it. */
  readonly metadata?: { readonly comment?: string } | undefined;
}

/** Decoding and encoding, in host processes. */
export interface Media {
  /** Decodes a file on disk. Its name never decides anything; its first bytes do. */
  decode(path: string, options: DecodeOptions): DecodedAudio;
  /** Encodes PCM blocks of one rate and channel count, resampling and mixing to what the options ask for. */
  encode(blocks: AsyncIterable<Pcm>, options: EncodeOptions): AsyncIterable<Uint8Array>;
  /** Starts what encoding in a format needs, so that it is there when the audio is. What fails, fails again in `encode`. */
  prepareToEncode(format: AudioFormat): void;
  close(): Promise<void>;
}
