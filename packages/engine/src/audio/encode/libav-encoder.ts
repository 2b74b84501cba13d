import type { Pcm } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import * as Constants from 'node-av/constants';
import { avChannelLayoutDefault, Codec, CodecContext, Frame, type Packet, Rational } from 'node-av/lib';
import { toInt16 } from '../wav/sample-encoding.ts';
import type { EncodingSettings } from './encoding-settings.ts';
import type { LibavFormat } from './libav-codecs.ts';

/** Frames per packet for an encoder that takes any number. */
const FREE_FRAME_SIZE = 4096;

const SAMPLE_FORMATS = {
  'planar-float': Constants.AV_SAMPLE_FMT_FLTP,
  float: Constants.AV_SAMPLE_FMT_FLT,
  int16: Constants.AV_SAMPLE_FMT_S16,
} as const;

/** Encodes PCM with libavcodec, in frames of the length that the codec wants. */
export class LibavEncoder implements Disposable {
  readonly context = new CodecContext();
  readonly #values: LibavFormat['values'];
  readonly #frame = new Frame();
  /** Audio that does not fill a frame yet, per channel. */
  readonly #pending: Float32Array[];
  #filled = 0;
  #position = 0;

  /** @param globalHeader - Whether the container keeps the codec's header, so that packets need not repeat it. */
  constructor(format: LibavFormat, settings: EncodingSettings, globalHeader: boolean) {
    const codec = Codec.findEncoderByName(format.encoder);
    if (!codec) throw new InternalError(`The installed FFmpeg libraries have no encoder named ${format.encoder}.`);
    this.#values = format.values;
    this.context.allocContext3(codec);
    this.context.threadCount = 1;
    this.context.sampleRate = settings.sampleRate;
    this.context.channelLayout = avChannelLayoutDefault(settings.channels);
    this.context.sampleFormat = SAMPLE_FORMATS[format.values];
    this.context.timeBase = new Rational(1, settings.sampleRate);
    if (settings.bitrate !== undefined) this.context.bitRate = BigInt(settings.bitrate * 1000);
    if (globalHeader) this.context.setFlags(Constants.AV_CODEC_FLAG_GLOBAL_HEADER);
    check(this.context.open2Sync(codec), `open the ${format.encoder} encoder`);
    this.#frame.alloc();
    const frameSize = this.context.frameSize || FREE_FRAME_SIZE;
    this.#pending = Array.from({ length: settings.channels }, () => new Float32Array(frameSize));
  }

  /** Takes a block of the encoder's rate and channels; calls back with each packet that is ready. */
  async encode({ channels }: Pcm, onPacket: PacketSink, packet: Packet): Promise<void> {
    const frames = channels[0]?.length ?? 0;
    for (let start = 0; start < frames; ) {
      const room = (this.#pending[0]?.length ?? 0) - this.#filled;
      const count = Math.min(room, frames - start);
      for (const [index, pending] of this.#pending.entries()) {
        pending.set(channels[index]?.subarray(start, start + count) ?? [], this.#filled);
      }
      this.#filled += count;
      start += count;
      if (count === room) await this.#sendPending(onPacket, packet);
    }
  }

  /** Encodes what is left. */
  async finish(onPacket: PacketSink, packet: Packet): Promise<void> {
    if (this.#filled > 0) await this.#sendPending(onPacket, packet);
    check(this.context.sendFrameSync(null), 'finish the encoding');
    await this.#receive(onPacket, packet);
  }

  [Symbol.dispose](): void {
    this.#frame.free();
    this.context.freeContext();
  }

  async #sendPending(onPacket: PacketSink, packet: Packet): Promise<void> {
    this.#fillFrame(this.#filled);
    this.#position += this.#filled;
    this.#filled = 0;
    check(this.context.sendFrameSync(this.#frame), 'encode a frame');
    await this.#receive(onPacket, packet);
  }

  async #receive(onPacket: PacketSink, packet: Packet): Promise<void> {
    for (;;) {
      const status = this.context.receivePacketSync(packet);
      if (status === Constants.AVERROR_EAGAIN || status === Constants.AVERROR_EOF) return;
      check(status, 'encode a packet');
      await onPacket(packet);
    }
  }

  #fillFrame(length: number): void {
    const frame = this.#frame;
    // A fresh buffer each time: the encoder may still hold the last one.
    frame.unref();
    frame.format = SAMPLE_FORMATS[this.#values];
    frame.nbSamples = length;
    frame.sampleRate = this.context.sampleRate;
    frame.channelLayout = this.context.channelLayout;
    frame.pts = BigInt(this.#position);
    check(frame.getBuffer(), 'allocate a frame');
    const planes = frame.data ?? [];
    if (this.#values === 'planar-float') {
      for (const [index, pending] of this.#pending.entries()) {
        const plane = planes[index];
        if (plane) new Float32Array(plane.buffer, plane.byteOffset, length).set(pending.subarray(0, length));
      }
      return;
    }
    const [plane] = planes;
    if (plane) this.#interleave(plane, length);
  }

  #interleave(plane: Buffer, length: number): void {
    const count = this.#pending.length;
    const isFloat = this.#values === 'float';
    const target = isFloat
      ? new Float32Array(plane.buffer, plane.byteOffset, length * count)
      : new Int16Array(plane.buffer, plane.byteOffset, length * count);
    for (const [index, pending] of this.#pending.entries()) {
      for (let frame = 0; frame < length; frame++) {
        const value = pending[frame] ?? 0;
        target[frame * count + index] = isFloat ? value : toInt16(value);
      }
    }
  }
}

/** Takes an encoded packet; it is good until the promise settles. */
export type PacketSink = (packet: Packet) => Promise<void>;

/** Throws when one of FFmpeg's functions returned an error. */
export function check(status: number, action: string): void {
  if (status >= 0) return;
  if (status === Constants.AVERROR_ENOSPC) {
    throw new InternalError('The disk is full.', {
      reason: 'disk_full',
      status: 507,
      hint: 'Free some space in the folder for temporary files.',
    });
  }
  throw new InternalError(`FFmpeg's libraries could not ${action} (${status}).`);
}
