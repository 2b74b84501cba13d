import { check } from '../check.ts';
import { ByteReader } from './byte-reader.ts';

/** Length of an MP4 file in seconds, from its movie header (ISO 14496-12). */
export function mp4Duration(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  check(reader.text(4, 4) === 'ftyp', 'the file has no MP4 head');
  const movie = findBox(reader, 'moov', 0, reader.length);
  check(findBox(reader, 'mdat', 0, reader.length) !== undefined, 'the MP4 file has no media data');
  check(movie !== undefined, 'the MP4 file has no index');
  const header = findBox(reader, 'mvhd', movie.start, movie.end);
  check(header !== undefined, 'the MP4 file has no movie header');
  const isLong = reader.u8(header.start) === 1;
  const scale = reader.u32(header.start + (isLong ? 20 : 12));
  const length = isLong ? reader.u64(header.start + 24) : reader.u32(header.start + 16);
  check(scale > 0, 'the MP4 file has no time scale');
  return length / scale;
}

function findBox(
  reader: ByteReader,
  type: string,
  from: number,
  to: number,
): { start: number; end: number } | undefined {
  for (let offset = from; offset + 8 <= to; ) {
    const stated = reader.u32(offset);
    const size = stated === 1 ? reader.u64(offset + 8) : stated === 0 ? to - offset : stated;
    check(size >= 8 && offset + size <= to, `a box of the MP4 file is longer than what holds it`);
    if (reader.text(offset + 4, 4) === type) return { start: offset + (stated === 1 ? 16 : 8), end: offset + size };
    offset += size;
  }
  return undefined;
}
