import { InternalError } from '@potoo/core/errors';
import * as Constants from 'node-av/constants';
import { avChannelLayoutDefault, Codec, CodecContext, Frame, type Packet } from 'node-av/lib';
import type { PacketCodec } from './packet-source.ts';

/** Decoded audio of one packet. The arrays are good until the next frame is asked for. */
export interface DecodedFrame {
  readonly channels: readonly Float32Array[];
  /** Frames per channel. */
  readonly length: number;
  /** Hertz. */
  readonly sampleRate: number;
}

/** Decodes packets with libavcodec, synchronously: a hop to another thread for each of some 40 packets a second would cost more than the decoding. */
export class LibavDecoder implements Disposable {
  readonly #context = new CodecContext();
  readonly #frame = new Frame();
  /** Packets that the decoder refused. */
  damaged = 0;

  constructor({ decoder, extradata, sampleRate, channels }: PacketCodec) {
    const codec = Codec.findDecoderByName(decoder);
    if (!codec) throw new InternalError(`The installed FFmpeg libraries have no decoder named ${decoder}.`);
    this.#frame.alloc();
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    if (sampleRate > 0) this.#context.sampleRate = sampleRate;
    if (channels > 0) this.#context.channelLayout = avChannelLayoutDefault(channels);
    if (extradata) this.#context.extraData = Buffer.from(extradata);
    const status = this.#context.open2Sync(codec);
    if (status < 0) throw new InvalidCodecHeader(`libavcodec refuses the header of the ${decoder} stream (${status}).`);
  }

  /** libavcodec's own object, for its parser. */
  get context(): CodecContext {
    return this.#context;
  }

  /** Decodes one packet, or what is left when there is none. A packet that is damaged gives nothing. */
  *decode(packet: Packet | null): Generator<DecodedFrame, void> {
    if (this.#context.sendPacketSync(packet) < 0) {
      this.damaged++;
      return;
    }
    for (;;) {
      const status = this.#context.receiveFrameSync(this.#frame);
      if (status === Constants.AVERROR_EAGAIN || status === Constants.AVERROR_EOF) return;
      if (status < 0) {
        this.damaged++;
        return;
      }
      const decoded = readFrame(this.#frame);
      if (decoded) yield decoded;
    }
  }

  [Symbol.dispose](): void {
    this.#context.freeContext();
    this.#frame.free();
  }
}

/** Thrown when a codec's header is damaged, so that nothing can be decoded. */
export class InvalidCodecHeader extends Error {}

/** How the values of a frame are stored. */
interface SampleFormat {
  readonly planar: boolean;
  readonly read: (buffer: Buffer, length: number) => Float32Array | Float64Array | Int16Array | Int32Array | Uint8Array;
  readonly offset: number;
  readonly scale: number;
}

const float32 = (buffer: Buffer, length: number) => new Float32Array(buffer.buffer, buffer.byteOffset, length);
const float64 = (buffer: Buffer, length: number) => new Float64Array(buffer.buffer, buffer.byteOffset, length);
const int16 = (buffer: Buffer, length: number) => new Int16Array(buffer.buffer, buffer.byteOffset, length);
const int32 = (buffer: Buffer, length: number) => new Int32Array(buffer.buffer, buffer.byteOffset, length);
const uint8 = (buffer: Buffer, length: number) => new Uint8Array(buffer.buffer, buffer.byteOffset, length);

const SAMPLE_FORMATS: ReadonlyMap<number, SampleFormat> = new Map<number, SampleFormat>([
  [Constants.AV_SAMPLE_FMT_U8, { planar: false, read: uint8, offset: -128, scale: 1 / 128 }],
  [Constants.AV_SAMPLE_FMT_U8P, { planar: true, read: uint8, offset: -128, scale: 1 / 128 }],
  [Constants.AV_SAMPLE_FMT_S16, { planar: false, read: int16, offset: 0, scale: 1 / 32768 }],
  [Constants.AV_SAMPLE_FMT_S16P, { planar: true, read: int16, offset: 0, scale: 1 / 32768 }],
  [Constants.AV_SAMPLE_FMT_S32, { planar: false, read: int32, offset: 0, scale: 1 / 2147483648 }],
  [Constants.AV_SAMPLE_FMT_S32P, { planar: true, read: int32, offset: 0, scale: 1 / 2147483648 }],
  [Constants.AV_SAMPLE_FMT_FLT, { planar: false, read: float32, offset: 0, scale: 1 }],
  [Constants.AV_SAMPLE_FMT_FLTP, { planar: true, read: float32, offset: 0, scale: 1 }],
  [Constants.AV_SAMPLE_FMT_DBL, { planar: false, read: float64, offset: 0, scale: 1 }],
  [Constants.AV_SAMPLE_FMT_DBLP, { planar: true, read: float64, offset: 0, scale: 1 }],
]);

function readFrame(frame: Frame): DecodedFrame | undefined {
  const format = SAMPLE_FORMATS.get(frame.format);
  const { nbSamples: length, sampleRate, channels: count } = frame;
  const planes = count > 8 ? frame.extendedData : frame.data;
  if (!format || !planes || length <= 0 || sampleRate <= 0 || count <= 0) return undefined;
  const channels = Array.from({ length: count }, (_, channel) => {
    const plane = planes[format.planar ? channel : 0];
    if (!plane) return new Float32Array(length);
    const values = format.read(plane, format.planar ? length : length * count);
    if (format.planar && values instanceof Float32Array) return values;
    return scaled(values, format.planar ? 0 : channel, format.planar ? 1 : count, length, format);
  });
  return { channels, length, sampleRate };
}

function scaled(
  values: ArrayLike<number>,
  first: number,
  stride: number,
  length: number,
  { offset, scale }: SampleFormat,
): Float32Array {
  const channel = new Float32Array(length);
  for (let frame = 0, index = first; frame < length; frame++, index += stride) {
    channel[frame] = ((values[index] ?? 0) + offset) * scale;
  }
  return channel;
}
