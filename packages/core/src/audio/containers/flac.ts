import { ByteReader } from './byte-reader.ts';
import { type ContainerFacts, demand } from './container-facts.ts';

/**
 * Reads a FLAC file (RFC 9639). Its length stands in STREAMINFO; a streamed file leaves it open there, and its last frame
 * tells it.
 * @throws {UnreachableError} `invalid_response`, if it is none.
 */
export function readFlac(bytes: Uint8Array): ContainerFacts {
  const reader = new ByteReader(bytes);
  demand(reader.text(0, 4) === 'fLaC' && (reader.u8(4) & 127) === 0, 'the file has no FLAC head');
  const sampleRate = reader.u32(18) >>> 12;
  const samples = (reader.u8(21) & 15) * 2 ** 32 + reader.u32(22);
  demand(sampleRate > 0, 'the FLAC file has no sample rate');
  const first = firstFrame(reader);
  const length = samples === 0 ? (endOfLastFrame(reader, first, reader.u16(10)) ?? 0) : samples;
  return {
    duration: length === 0 ? undefined : length / sampleRate,
    sampleRate,
    channels: ((reader.u8(20) >>> 1) & 7) + 1,
    ...(!isFrameSync(reader, first) && { flaw: 'the FLAC file has no first frame' }),
  };
}

/** Where the frames begin, after all blocks of metadata. */
function firstFrame(reader: ByteReader): number {
  let offset = 4;
  for (let last = false; !last; ) {
    last = (reader.u8(offset) & 128) !== 0;
    offset += 4 + (reader.u32(offset) & 0xff_ff_ff);
  }
  return offset;
}

/** Samples up to the end of the last frame. @param blockSize - Of every frame of a file whose frames are alike. */
function endOfLastFrame(reader: ByteReader, first: number, blockSize: number): number | undefined {
  for (let offset = reader.length - 6; offset >= first; offset -= 1) {
    const frame = isFrameSync(reader, offset) ? readFrameHead(reader, offset) : undefined;
    if (frame) return (frame.countsSamples ? frame.number : frame.number * blockSize) + frame.samples;
  }
  return undefined;
}

function isFrameSync(reader: ByteReader, offset: number): boolean {
  return offset + 2 <= reader.length && reader.u16(offset) >>> 1 === 0x7f_fc;
}

/** Reads the head of a frame, if its checksum says that it is one. */
function readFrameHead(
  reader: ByteReader,
  start: number,
): { number: number; countsSamples: boolean; samples: number } | undefined {
  const sizeCode = reader.u8(start + 2) >>> 4;
  const rateCode = reader.u8(start + 2) & 15;
  const lead = reader.u8(start + 4);
  const more = lead < 0x80 ? 0 : Math.clz32(~(lead << 24)) - 1;
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  const end = start + 5 + more + sizeBytes + rateBytes;
  if (sizeCode === 0 || more < 0 || end >= reader.length || crc8(reader, start, end) !== reader.u8(end))
    return undefined;
  let number = more === 0 ? lead : lead & (0x3f >>> more);
  for (let index = 0; index < more; index += 1) number = number * 64 + (reader.u8(start + 5 + index) & 0x3f);
  const size = start + 5 + more;
  const stated = sizeBytes === 1 ? reader.u8(size) + 1 : sizeBytes === 2 ? reader.u16(size) + 1 : undefined;
  return { number, countsSamples: (reader.u8(start + 1) & 1) === 1, samples: stated ?? blockSizeOf(sizeCode) };
}

function blockSizeOf(code: number): number {
  if (code === 1) return 192;
  return code < 6 ? 144 << code : 1 << code;
}

/** The checksum of a frame's head: polynomial x^8 + x^2 + x + 1. */
function crc8(reader: ByteReader, start: number, end: number): number {
  let crc = 0;
  for (let offset = start; offset < end; offset += 1) {
    crc ^= reader.u8(offset);
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}
