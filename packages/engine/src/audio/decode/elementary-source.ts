import { type FileHandle, open } from 'node:fs/promises';
import { InternalError } from '@potoo/core/errors';
import { Codec, CodecContext, CodecParser, Packet } from 'node-av/lib';
import { readFlacHeader } from './flac-header.ts';
import { type ElementaryCodec, readFrameHeader } from './frame-header.ts';
import { type DecoderName, findDecoderName } from './libav-decoders.ts';
import { type Mp3Info, readMp3Info } from './mp3-gapless.ts';
import type { PacketCodec, PacketSource } from './packet-source.ts';

const CHUNK_BYTES = 65_536;
/** Taken, when counting, for a FLAC stream whose frames do not state a rate: it can only make the sum too small. */
const HIGHEST_RATE = 768_000;

/** What {@link openElementarySource} needs to know. */
export interface ElementarySourceOptions {
  readonly path: string;
  readonly codec: ElementaryCodec;
  /** Offset of the first frame, or of the `fLaC` mark. */
  readonly start: number;
}

/**
 * Opens a stream of bare frames: mp3, AAC in ADTS, or FLAC. Frames are found with libavcodec's parsers, which find their
 * way again after damage.
 */
export async function openElementarySource({ path, codec, start }: ElementarySourceOptions): Promise<PacketSource> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const flac = codec === 'flac' ? await readFlacHeader(file, start) : undefined;
    return new ElementarySource({
      file,
      size,
      codec,
      start: flac?.firstFrame ?? start,
      extradata: flac?.streamInfo,
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface ElementaryInit {
  readonly file: FileHandle;
  readonly size: number;
  readonly codec: ElementaryCodec;
  readonly start: number;
  readonly extradata: Uint8Array | undefined;
}

class ElementarySource implements PacketSource {
  readonly format: string;
  readonly codec: PacketCodec;
  readonly #init: ElementaryInit;
  #bytes = 0;
  #mp3: Mp3Info | undefined;
  #packets = 0;

  constructor(init: ElementaryInit) {
    this.#init = init;
    this.format = init.codec;
    this.codec = { decoder: decoderFor(init.codec), extradata: init.extradata, sampleRate: 0, channels: 0 };
  }

  async *packets(): AsyncGenerator<Iterable<Packet>, void> {
    for await (const packets of this.#parsed()) yield this.#audioPackets(packets);
  }

  get fraction(): number {
    return this.#bytes / (this.#init.size - this.#init.start);
  }

  paddingAtStart(): number {
    return this.#mp3?.start ?? 0;
  }

  lengthWithoutPadding(_sampleRate: number, decoded: number): number {
    // A file that was cut off, or to which something was appended, does not end in the padding it states.
    const isWhole = this.#mp3?.packets !== undefined && this.#mp3.packets === this.#packets;
    return isWhole ? decoded - (this.#mp3?.end ?? 0) : decoded;
  }

  async countSeconds(limit: number, signal: AbortSignal): Promise<number> {
    let seconds = 0;
    let sampleRate = 0;
    for await (const packets of this.#parsed()) {
      signal.throwIfAborted();
      for (const { data } of packets) {
        const header = data && readFrameHeader(this.#init.codec, data, 0);
        if (!header) continue;
        sampleRate = header.sampleRate || sampleRate || HIGHEST_RATE;
        seconds += header.frames / sampleRate;
      }
      if (seconds > limit) break;
    }
    return seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#init.file.close();
  }

  /** Leaves out the information frame of an mp3 file, which would decode to silence. */
  *#audioPackets(packets: Iterable<Packet>): Generator<Packet, void> {
    for (const packet of packets) {
      this.#bytes += packet.size;
      if (this.#init.codec === 'mp3' && this.#packets === 0 && !this.#mp3 && packet.data) {
        this.#mp3 = readMp3Info(packet.data);
        if (this.#mp3) continue;
      }
      this.#packets++;
      yield packet;
    }
  }

  async *#parsed(): AsyncGenerator<Iterable<Packet>, void> {
    using parser = new FrameParser(this.#init);
    for await (const chunk of this.#chunks()) yield parser.parse(chunk);
    yield parser.flush();
  }

  async *#chunks(): AsyncGenerator<Buffer, void> {
    let position = this.#init.start;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await this.#init.file.read(chunk, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  }
}

function decoderFor(codec: ElementaryCodec): DecoderName {
  const decoder = findDecoderName(codec);
  if (!decoder) throw new TypeError(`No decoder is named for ${codec}.`);
  return decoder;
}

/** Cuts bytes into frames with one of libavcodec's parsers. */
class FrameParser implements Disposable {
  readonly #parser = new CodecParser();
  readonly #context = new CodecContext();
  readonly #packet = new Packet();

  constructor({ codec, extradata }: Pick<ElementaryInit, 'codec' | 'extradata'>) {
    const decoder = Codec.findDecoderByName(decoderFor(codec));
    if (!decoder) throw new InternalError(`The installed FFmpeg libraries have no decoder for ${codec}.`);
    this.#context.allocContext3(decoder);
    if (extradata) this.#context.extraData = Buffer.from(extradata);
    this.#parser.init(decoder.id);
    this.#packet.alloc();
  }

  *parse(bytes: Buffer): Generator<Packet, void> {
    for (let offset = 0; offset < bytes.length; ) {
      this.#packet.unref();
      const used = this.#parser.parse2(this.#context, this.#packet, bytes.subarray(offset), 0n, 0n, 0);
      if (used < 0) return;
      offset += used;
      if (this.#packet.size > 0) yield this.#packet;
      else if (used === 0) return;
    }
  }

  *flush(): Generator<Packet, void> {
    for (;;) {
      this.#packet.unref();
      this.#parser.parse2(this.#context, this.#packet, Buffer.alloc(0), 0n, 0n, 0);
      if (this.#packet.size <= 0) return;
      yield this.#packet;
    }
  }

  [Symbol.dispose](): void {
    this.#packet.free();
    this.#parser.close();
    this.#context.freeContext();
  }
}
