import { type FileHandle, open } from 'node:fs/promises';
import type { Packet } from 'node-av/lib';
import { ByteWindow } from './byte-window.ts';
import { NativePacket } from './native-packet.ts';
import { describeOggCodec, isOggHeader, isOggVideo, type OggCodec, recognizeOggCodec } from './ogg-codec.ts';
import { type OggPage, readOggPages } from './ogg-pages.ts';
import { opusPacketSeconds } from './opus-packet.ts';
import type { PacketCodec, PacketSource } from './packet-source.ts';
import { noAudioTrack, undecodable } from './undecodable.ts';

/** Bytes of one packet. Only headers with pictures come near it. */
const MAX_PACKET_BYTES = 16 * 1024 * 1024;

/**
 * Opens an Ogg file with Vorbis, Opus or FLAC in it. Like a Matroska file it is read from front to back, so that a
 * file that was cut off gives all the sound that is in it; mediabunny 1.61 loses the last pages then.
 * @throws {BadRequestError} Reasons `undecodable_audio`, `no_audio_track`.
 */
export async function openOggSource(path: string): Promise<PacketSource> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const window = new ByteWindow(file, size);
    const stream = await findStream(window);
    return new OggSource({ file, window, ...stream });
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface OggStream {
  readonly kind: OggCodec;
  readonly codec: PacketCodec;
}

/** Finds the first stream of sound, and reads its headers. */
async function findStream(window: ByteWindow): Promise<OggStream> {
  let kind: OggCodec | undefined;
  let hasVideo = false;
  const headers: Uint8Array[] = [];
  const accept = (first: Uint8Array) => {
    hasVideo ||= isOggVideo(first);
    return kind === undefined && recognizeOggCodec(first) !== undefined;
  };
  for await (const { packets } of readPackets(readOggPages(window), accept)) {
    for (const packet of packets) {
      kind ??= recognizeOggCodec(packet);
      headers.push(packet.slice());
      const codec = kind && headers.length === kind.headerPackets ? describeOggCodec(kind, headers) : undefined;
      if (kind && codec) return { kind, codec };
    }
  }
  if (!kind && hasVideo) throw noAudioTrack('The ogg file has no audio track: it holds video only.');
  throw undecodable(
    'The ogg file has no Vorbis, Opus or FLAC that can be read: it is damaged, cut off, or holds another codec.',
  );
}

/** The packets that end in one page. */
interface PagePackets {
  readonly packets: readonly Uint8Array[];
  readonly granule: number | undefined;
  readonly end: number;
}

/**
 * Puts the packets of one stream together, and of the streams that are chained to it: the first that is accepted, then
 * whatever sound begins later.
 * @param accept - Asked about each stream that begins, by its first packet, whether to read it.
 */
async function* readPackets(
  pages: AsyncIterable<OggPage>,
  accept: (first: Uint8Array) => boolean,
): AsyncGenerator<PagePackets, void> {
  let serial: number | undefined;
  let open: Uint8Array[] = [];
  for await (const page of pages) {
    if (page.begins && accept(page.pieces[0] ?? new Uint8Array())) {
      serial = page.serial;
      open = [];
    }
    if (page.serial !== serial) continue;
    const pieces = [...page.pieces];
    const packets: Uint8Array[] = [];
    if (page.continues) {
      const piece = pieces.shift();
      const goesOn = page.isOpen && pieces.length === 0;
      // Without its beginning, which damage took, the rest of a packet is of no use.
      if (piece && open.length > 0) open.push(piece);
      if (open.length > 0 && !goesOn) {
        packets.push(new Uint8Array(Buffer.concat(open)));
        open = [];
      }
      if (open.reduce((sum, { length }) => sum + length, 0) > MAX_PACKET_BYTES) open = [];
    } else {
      open = [];
    }
    const last = page.isOpen ? pieces.pop() : undefined;
    if (last) open = [last];
    packets.push(...pieces);
    yield { packets, granule: page.granule, end: page.end };
  }
}

interface OggInit extends OggStream {
  readonly file: FileHandle;
  readonly window: ByteWindow;
}

class OggSource implements PacketSource {
  readonly format: string;
  readonly codec: PacketCodec;
  fraction = 0;
  readonly #init: OggInit;
  /** Position of the last page that states one. */
  #granule: number | undefined;
  /** Streams of sound, one after another, that the file holds. */
  #streams = 0;

  constructor(init: OggInit) {
    this.#init = init;
    this.format = `ogg/${init.kind.name}`;
    this.codec = init.codec;
  }

  async *packets(): AsyncGenerator<Iterable<Packet>, void> {
    using native = new NativePacket();
    for await (const { packets, granule, end } of this.#pages()) {
      this.fraction = end / this.#init.window.size;
      if (granule !== undefined) this.#granule = granule;
      yield native.each(packets);
    }
  }

  paddingAtStart(): number {
    // libavcodec leaves out Opus' padding by itself, and the others have none.
    return 0;
  }

  lengthWithoutPadding(sampleRate: number, decoded: number): number {
    const { kind, codec } = this.#init;
    if (this.#granule === undefined || this.#streams !== 1 || kind.granuleRate !== sampleRate) return decoded;
    const preSkip = kind.name === 'opus' ? ((codec.extradata?.[11] ?? 0) << 8) | (codec.extradata?.[10] ?? 0) : 0;
    return this.#granule - preSkip;
  }

  async countSeconds(limit: number, signal: AbortSignal): Promise<number> {
    const { name, granuleRate } = this.#init.kind;
    let seconds = 0;
    for await (const { packets, granule } of this.#pages()) {
      signal.throwIfAborted();
      if (name === 'opus') seconds += packets.reduce((sum, packet) => sum + opusPacketSeconds(packet), 0);
      else if (granule !== undefined && granuleRate > 0) seconds = granule / granuleRate;
      if (seconds > limit) break;
    }
    return seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#init.file.close();
  }

  /** The pages with packets of sound; headers are left out. */
  async *#pages(): AsyncGenerator<PagePackets, void> {
    const { window, kind } = this.#init;
    this.#streams = 0;
    let toSkip = kind.headerPackets;
    const accept = (first: Uint8Array) => {
      const isAlike = recognizeOggCodec(first)?.name === kind.name;
      if (isAlike) this.#streams++;
      return isAlike;
    };
    for await (const page of readPackets(readOggPages(window), accept)) {
      const skipped = Math.min(toSkip, page.packets.length);
      toSkip -= skipped;
      const packets = page.packets
        .slice(skipped)
        .filter((packet) => packet.length > 0 && !isOggHeader(kind.name, packet));
      if (packets.length > 0) yield { ...page, packets };
    }
  }
}
