import { check } from '../check.ts';
import { ByteReader } from './byte-reader.ts';

/**
 * Length of an Ogg file of Vorbis or Opus in seconds: the position of its last page (RFC 3533, RFC 7845).
 * @throws {ConformanceError} If its pages do not follow each other from a first to a last.
 */
export function oggDuration(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  let position = 0;
  let flags = 0;
  let rate = 0;
  let skip = 0;
  for (let offset = 0; offset < reader.length; ) {
    check(reader.text(offset, 4) === 'OggS', `the Ogg file has no page at byte ${offset}`);
    flags = reader.u8(offset + 5);
    check(((flags & 2) !== 0) === (offset === 0), 'the Ogg file has a first page in the middle');
    const granule = reader.u64(offset + 6, true);
    if (granule < 2 ** 63) position = Math.max(position, granule);
    const segments = reader.u8(offset + 26);
    let length = 27 + segments;
    for (let index = 0; index < segments; index += 1) length += reader.u8(offset + 27 + index);
    if (offset === 0) ({ rate, skip } = readCodec(reader, 27 + segments));
    offset += length;
    check(offset <= reader.length, 'the last page of the Ogg file is cut');
  }
  check((flags & 4) !== 0, 'the Ogg file has no last page');
  return Math.max(0, position - skip) / rate;
}

function readCodec(reader: ByteReader, start: number): { rate: number; skip: number } {
  if (reader.text(start, 8) === 'OpusHead') return { rate: 48_000, skip: reader.u16(start + 10, true) };
  check(reader.text(start + 1, 6) === 'vorbis', 'the Ogg file holds neither Opus nor Vorbis');
  return { rate: reader.u32(start + 12, true), skip: 0 };
}
