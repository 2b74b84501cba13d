import { readFrameHeader } from './frame-header.ts';

/** Delay of every MPEG layer III decoder, in frames (LAME technical FAQ). */
const DECODER_DELAY = 529;

/** What the information frame at the start of an mp3 stream says. */
export interface Mp3Info {
  /** Frames of padding at the start of the decoded audio. */
  readonly start: number;
  /** Frames of padding at its end. */
  readonly end: number;
  /** MPEG frames that follow; undefined where it does not say. */
  readonly packets: number | undefined;
}

/**
 * Reads the Xing or Info header, and LAME's extension of it, from a stream's first packet.
 *
 * Source: http://gabriel.mp3-tech.org/mp3infotag.html
 * @returns Undefined when the packet holds audio instead.
 */
export function readMp3Info(packet: Uint8Array): Mp3Info | undefined {
  const header = readFrameHeader('mp3', packet, 0);
  if (!header) return undefined;
  const isMpeg1 = header.frames === 1152;
  const sideInfo = isMpeg1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17;
  const start = 4 + sideInfo;
  if (isTag(packet, 36, 'VBRI')) return { start: 0, end: 0, packets: undefined };
  if (!isTag(packet, start, 'Xing') && !isTag(packet, start, 'Info')) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  const flags = view.byteLength >= start + 8 ? view.getUint32(start + 4) : 0;
  let offset = start + 8;
  const packets = flags & 1 && view.byteLength >= offset + 4 ? view.getUint32(offset) : undefined;
  offset += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const hasLame = /^[A-Za-z]{4}/.test(String.fromCharCode(...packet.subarray(offset, offset + 4)));
  if (!hasLame || view.byteLength < offset + 24) return { start: 0, end: 0, packets };
  const delays = (view.getUint16(offset + 21) << 8) | view.getUint8(offset + 23);
  return {
    start: (delays >> 12) + DECODER_DELAY,
    end: Math.max(0, (delays & 0xfff) - DECODER_DELAY),
    packets,
  };
}

function isTag(packet: Uint8Array, offset: number, tag: string): boolean {
  return String.fromCharCode(...packet.subarray(offset, offset + 4)) === tag;
}
