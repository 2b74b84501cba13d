import { findDecoderName } from './libav-decoders.ts';
import type { PacketCodec } from './packet-source.ts';

/** Codecs of sound that Ogg carries and that can be read. */
export type OggCodecName = 'opus' | 'vorbis' | 'flac';

/** How a stream of one codec begins. */
export interface OggCodec {
  readonly name: OggCodecName;
  /** Packets of headers at the start of the stream. */
  readonly headerPackets: number;
  /** Values that a page's position counts per second; 0 until the headers are read. */
  readonly granuleRate: number;
}

const STREAM_INFO_BYTES = 34;

/** Recognises a codec of sound by the first packet of its stream; undefined for anything else, such as video. */
export function recognizeOggCodec(packet: Uint8Array): OggCodec | undefined {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  if (startsWith(packet, 'OpusHead') && packet.length >= 19)
    return { name: 'opus', headerPackets: 2, granuleRate: 48_000 };
  if (startsWith(packet, '\x01vorbis') && packet.length >= 30) {
    return { name: 'vorbis', headerPackets: 3, granuleRate: view.getUint32(12, true) };
  }
  if (startsWith(packet, '\x7fFLAC') && packet.length >= 17 + STREAM_INFO_BYTES) {
    // The first packet counts the ones that follow it; 0 means that nobody knew, and then at least a comment follows.
    const rate = (view.getUint32(27) >> 12) & 0xfffff;
    return { name: 'flac', headerPackets: 1 + Math.max(1, view.getUint16(7)), granuleRate: rate };
  }
  return undefined;
}

/** Tells whether a stream of Ogg is one of the known kinds of video, by its first packet. */
export function isOggVideo(packet: Uint8Array): boolean {
  return ['\x80theora', 'BBCD\0', 'OVP80', '\x01video'].some((mark) => startsWith(packet, mark));
}

/** What a decoder needs, from the packets of headers; undefined when they are damaged. */
export function describeOggCodec(
  { name, granuleRate }: OggCodec,
  headers: readonly Uint8Array[],
): PacketCodec | undefined {
  const decoder = findDecoderName(name);
  const [first] = headers;
  if (!decoder || !first) return undefined;
  switch (name) {
    case 'opus':
      return { decoder, extradata: first, sampleRate: granuleRate, channels: first[9] ?? 0 };
    case 'vorbis':
      return { decoder, extradata: laceVorbisHeaders(headers), sampleRate: granuleRate, channels: first[11] ?? 0 };
    case 'flac':
      return { decoder, extradata: first.slice(17, 17 + STREAM_INFO_BYTES), sampleRate: granuleRate, channels: 0 };
  }
}

/** Tells whether a packet is a header of a codec, as it comes again where streams are chained. */
export function isOggHeader(name: OggCodecName, packet: Uint8Array): boolean {
  return name === 'opus' && (startsWith(packet, 'OpusHead') || startsWith(packet, 'OpusTags'));
}

/** The three headers of Vorbis in one, as Matroska and libavcodec have them: count, sizes of all but the last, headers. */
function laceVorbisHeaders(headers: readonly Uint8Array[]): Uint8Array {
  const sizes = headers
    .slice(0, -1)
    .flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  return new Uint8Array(Buffer.concat([Uint8Array.of(headers.length - 1, ...sizes), ...headers]));
}

function startsWith(packet: Uint8Array, text: string): boolean {
  return String.fromCharCode(...packet.subarray(0, text.length)) === text;
}
