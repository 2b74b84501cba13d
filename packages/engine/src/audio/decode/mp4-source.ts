import { PotooError } from '@potoo/core/errors';
import {
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
  Logging,
  LogLevel,
  MP4,
  type PacketRetrievalOptions,
  QTFF,
} from 'mediabunny';
import type { Packet } from 'node-av/lib';
import { findDecoderName } from './libav-decoders.ts';
import { NativePacket } from './native-packet.ts';
import type { PacketCodec, PacketSource } from './packet-source.ts';
import { noAudioTrack, undecodable } from './undecodable.ts';

/** Packets that are handed on at a time. */
const BATCH = 32;

/**
 * Opens an MP4 or QuickTime file. mediabunny takes it apart, in TypeScript, which reads nothing but this file: none of
 * FFmpeg's playlists, references and protocols exist here.
 * @throws {BadRequestError} Reasons `undecodable_audio`, `no_audio_track`.
 */
export async function openMp4Source(path: string): Promise<PacketSource> {
  Logging.level = LogLevel.Silent;
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF] });
  try {
    const track = await findAudioTrack(input);
    return new Mp4Source(input, track, await describeTrack(track));
  } catch (error) {
    input.dispose();
    if (PotooError.isInstance(error)) throw error;
    throw undecodable('The file looks like mp4, and its structure is damaged or cut off.', error);
  }
}

async function findAudioTrack(input: Input): Promise<InputAudioTrack> {
  const track = await input.getPrimaryAudioTrack();
  if (track) return track;
  const tracks = await input.getTracks();
  if (tracks.length === 0) throw undecodable('The mp4 file has no track that can be read.');
  const types = [...new Set(tracks.map(({ type }) => type))].join(' and ');
  throw noAudioTrack(`The mp4 file has no audio track: it holds ${types} only.`);
}

interface TrackDescription {
  readonly format: string;
  readonly codec: PacketCodec;
  /** Whether the decoder leaves out the padding at the start: libavcodec does so for Opus, whose header states it. */
  readonly skipsByItself: boolean;
  /** Seconds, as the file says; 0 where it does not. */
  readonly stated: number;
}

async function describeTrack(track: InputAudioTrack): Promise<TrackDescription> {
  const codec = await track.getCodec();
  const config = codec && (await track.getDecoderConfig());
  const decoder = codec && findDecoderName(codec);
  if (!config || !decoder) throw undecodable("The mp4 file's audio has a codec that cannot be read.");
  const extradata = config.description ? viewOf(config.description) : undefined;
  return {
    format: `mp4/${codec}`,
    codec: { decoder, extradata, sampleRate: config.sampleRate, channels: config.numberOfChannels },
    skipsByItself: codec === 'opus',
    // Only for an estimate: where the index is damaged, there may still be sound.
    stated: (await track.getDurationFromMetadata().catch(() => null)) ?? 0,
  };
}

function viewOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

class Mp4Source implements PacketSource {
  readonly format: string;
  readonly codec: PacketCodec;
  fraction = 0;
  readonly #input: Input;
  readonly #track: InputAudioTrack;
  readonly #skipsByItself: boolean;
  readonly #stated: number;
  #firstTimestamp = 0;
  #end: number | undefined;
  #damaged = false;

  constructor(input: Input, track: InputAudioTrack, { format, codec, skipsByItself, stated }: TrackDescription) {
    this.#input = input;
    this.#track = track;
    this.format = format;
    this.codec = codec;
    this.#skipsByItself = skipsByItself;
    this.#stated = stated;
  }

  async *packets(): AsyncGenerator<Iterable<Packet>, void> {
    using native = new NativePacket();
    let batch: EncodedPacket[] = [];
    let last: EncodedPacket | undefined;
    for await (const packet of this.#untilDamaged({})) {
      if (!last) this.#firstTimestamp = packet.timestamp;
      last = packet;
      batch.push(packet);
      if (batch.length < BATCH) continue;
      if (this.#stated > 0) this.fraction = Math.min(1, packet.timestamp / this.#stated);
      yield native.each(batch.map(({ data }) => data));
      batch = [];
    }
    // A last packet without a length says nothing about where the audio ends, and neither does one before damage.
    if (last && last.duration > 0 && !this.#damaged) this.#end = last.timestamp + last.duration;
    yield native.each(batch.map(({ data }) => data));
  }

  paddingAtStart(sampleRate: number): number {
    return this.#skipsByItself ? 0 : Math.round(Math.max(0, -this.#firstTimestamp) * sampleRate);
  }

  lengthWithoutPadding(sampleRate: number, decoded: number): number {
    if (this.#end === undefined) return decoded;
    return Math.round((this.#end - Math.max(0, this.#firstTimestamp)) * sampleRate);
  }

  async countSeconds(limit: number, signal: AbortSignal): Promise<number> {
    let seconds = 0;
    for await (const packet of this.#untilDamaged({ metadataOnly: true })) {
      signal.throwIfAborted();
      seconds += packet.duration;
      if (seconds > limit) break;
    }
    return seconds;
  }

  /** The packets up to where the container makes no more sense: what came before is audio all the same. */
  async *#untilDamaged(options: PacketRetrievalOptions): AsyncGenerator<EncodedPacket, void> {
    try {
      yield* new EncodedPacketSink(this.#track).packets(undefined, undefined, options);
    } catch {
      this.#damaged = true;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#input.dispose();
  }
}
