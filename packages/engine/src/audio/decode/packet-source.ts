import type { Packet } from 'node-av/lib';
import type { DecoderName } from './libav-decoders.ts';

/** What a decoder must know before the first packet. */
export interface PacketCodec {
  readonly decoder: DecoderName;
  /** The codec's own header, as libavcodec wants it. */
  readonly extradata?: Uint8Array | undefined;
  /** Hertz, as the container says; 0 where it does not. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** What of the decoded audio is padding that the encoder put there. */
export interface Padding {
  /** Frames to leave out at the start. */
  readonly start: number;
  /** Length of the audio after that, in seconds, where the file says it precisely. */
  readonly seconds?: number | undefined;
}

/** Compressed audio, packet by packet. */
export interface PacketSource extends AsyncDisposable {
  /** Container and codec as found: `mp3`, `ogg/opus`. */
  readonly format: string;
  readonly codec: PacketCodec;
  /**
   * Reads the packets, a few at a time. A packet is good until the next one is asked for.
   */
  packets(): AsyncGenerator<Iterable<Packet>, void>;
  /** How much of the file has been read, 0 to 1. */
  readonly fraction: number;
  /** Frames of padding at the start, at a rate; known once the first packet has been read. */
  paddingAtStart(sampleRate: number): number;
  /**
   * Length of the audio without padding, in frames, as far as the file says it to the frame; known after the last packet.
   * @param decoded - Frames that came out of the decoder, less the padding at the start.
   */
  lengthWithoutPadding(sampleRate: number, decoded: number): number;
  /** Adds up the lengths that the packets state, without decoding them, until the sum exceeds a limit. Seconds. */
  countSeconds(limit: number, signal: AbortSignal): Promise<number>;
}
