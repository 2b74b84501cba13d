import { PotooError } from '@potoo/core';
import {
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
  type InputFormat,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WEBM,
} from 'mediabunny';
import { Packet } from 'node-av/lib';
import { findDecoderName } from './libav-decoders.ts';
import type { PacketCodec, PacketSource } from './packet-source.ts';
import { noAudioTrack, undecodable } from './undecodable.ts';

/** Containers that hold packets of several codecs. */
export type Container = 'ogg' | 'mp4' | 'webm';

const INPUT_FORMATS: Readonly<Record<Container, readonly InputFormat[]>> = {
  ogg: [OGG],
  mp4: [MP4, QTFF],
  webm: [WEBM, MATROSKA],
};

const OPUS_RATE = 48_000;
/** Packets that are handed on at a time. */
const BATCH = 32;

/**
 * Opens an Ogg, MP4, QuickTime, WebM or Matroska file. It is taken apart in TypeScript, which reads nothing but this
 * file: none of FFmpeg's playlists, references and protocols exist here.
 * @throws {BadRequestError} Reasons `undecodable_audio`, `no_audio_track`.
 */
export async function openContainerSource(path: string, container: Container): Promise<PacketSource> {
  Logging.level = LogLevel.Silent;
  const input = new Input({ source: new FilePathSource(path), formats: [...INPUT_FORMATS[container]] });
  try {
    const track = await findAudioTrack(input, container);
    return new ContainerSource(input, track, await describeTrack(track, container));
  } catch (error) {
    input.dispose();
    if (PotooError.isInstance(error)) throw error;
    throw undecodable(`The file looks like ${container}, and its structure is damaged or cut off.`, error);
  }
}

async function findAudioTrack(input: Input, container: Container): Promise<InputAudioTrack> {
  const track = await input.getPrimaryAudioTrack();
  if (track) return track;
  const tracks = await input.getTracks();
  if (tracks.length === 0) throw undecodable(`The ${container} file has no track that can be read.`);
  const types = [...new Set(tracks.map(({ type }) => type))].join(' and ');
  throw noAudioTrack(`The ${container} file has no audio track: it holds ${types} only.`);
}

interface TrackDescription {
  readonly format: string;
  readonly codec: PacketCodec;
  /** Frames of padding that the codec's header states and the packets' times do not show. */
  readonly preSkip: number;
}

async function describeTrack(track: InputAudioTrack, container: Container): Promise<TrackDescription> {
  const codec = await track.getCodec();
  const config = codec && (await track.getDecoderConfig());
  const decoder = codec && findDecoderName(codec);
  if (!config || !decoder) throw undecodable(`The ${container} file's audio has a codec that cannot be read.`);
  const extradata = config.description ? viewOf(config.description) : undefined;
  const hidesPreSkip = codec === 'opus' && container !== 'mp4' && extradata && extradata.length >= 12;
  return {
    format: `${container}/${codec}`,
    codec: { decoder, extradata, sampleRate: config.sampleRate, channels: config.numberOfChannels },
    preSkip: hidesPreSkip ? (extradata[10] ?? 0) | ((extradata[11] ?? 0) << 8) : 0,
  };
}

function viewOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

class ContainerSource implements PacketSource {
  readonly format: string;
  readonly codec: PacketCodec;
  fraction = 0;
  readonly #input: Input;
  readonly #track: InputAudioTrack;
  readonly #preSkip: number;
  #firstTimestamp = 0;
  #end: number | undefined;

  constructor(input: Input, track: InputAudioTrack, { format, codec, preSkip }: TrackDescription) {
    this.#input = input;
    this.#track = track;
    this.format = format;
    this.codec = codec;
    this.#preSkip = preSkip;
  }

  async *packets(): AsyncGenerator<Iterable<Packet>, void> {
    using native = new NativePacket();
    const stated = (await this.#track.getDurationFromMetadata()) ?? 0;
    let batch: EncodedPacket[] = [];
    let last: EncodedPacket | undefined;
    for await (const packet of new EncodedPacketSink(this.#track).packets()) {
      if (!last) this.#firstTimestamp = packet.timestamp;
      last = packet;
      batch.push(packet);
      if (batch.length < BATCH) continue;
      if (stated > 0) this.fraction = Math.min(1, packet.timestamp / stated);
      yield native.each(batch);
      batch = [];
    }
    // A last packet without a length says nothing about where the audio ends.
    if (last && last.duration > 0) this.#end = last.timestamp + last.duration;
    yield native.each(batch);
  }

  paddingAtStart(sampleRate: number): number {
    return Math.round(Math.max(0, -this.#firstTimestamp, this.#preSkip / OPUS_RATE) * sampleRate);
  }

  lengthWithoutPadding(sampleRate: number, decoded: number): number {
    if (this.#end === undefined) return decoded;
    return Math.round((this.#end - Math.max(0, this.#firstTimestamp)) * sampleRate);
  }

  async countSeconds(limit: number, signal: AbortSignal): Promise<number> {
    let seconds = 0;
    for await (const packet of new EncodedPacketSink(this.#track).packets(undefined, undefined, {
      metadataOnly: true,
    })) {
      signal.throwIfAborted();
      seconds += packet.duration;
      if (seconds > limit) break;
    }
    return seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#input.dispose();
  }
}

/** One of libavcodec's packets, filled again and again. */
class NativePacket implements Disposable {
  readonly #packet = new Packet();

  constructor() {
    this.#packet.alloc();
  }

  *each(packets: readonly EncodedPacket[]): Generator<Packet, void> {
    for (const { data } of packets) {
      this.#packet.unref();
      this.#packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      yield this.#packet;
    }
  }

  [Symbol.dispose](): void {
    this.#packet.free();
  }
}
