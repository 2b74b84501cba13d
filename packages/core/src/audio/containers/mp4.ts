import { ByteReader } from './byte-reader.ts';
import { type ContainerFacts, demand } from './container-facts.ts';

/** Reads an MP4 file of AAC: its length from the movie header, the rest from the track (ISO 14496-12 and -14). */
export function readMp4(bytes: Uint8Array): ContainerFacts {
  const reader = new ByteReader(bytes);
  demand(reader.text(4, 4) === 'ftyp', 'the file has no MP4 head');
  const whole = { start: 0, end: reader.length };
  const movie = findBox(reader, whole, 'moov');
  demand(findBox(reader, whole, 'mdat') !== undefined, 'the MP4 file has no media data');
  demand(movie !== undefined, 'the MP4 file has no index');
  const header = findBox(reader, movie, 'mvhd');
  const samples = findPath(reader, movie, ['trak', 'mdia', 'minf', 'stbl', 'stsd']);
  demand(header !== undefined && samples !== undefined, 'the MP4 file has no movie header or no track');
  const isLong = reader.u8(header.start) === 1;
  const scale = reader.u32(header.start + (isLong ? 20 : 12));
  const length = isLong ? reader.u64(header.start + 24) : reader.u32(header.start + 16);
  demand(scale > 0, 'the MP4 file has no time scale');
  // The box of descriptions has 8 bytes of its own, then the first description with 8 of its own.
  const description = samples.start + 16;
  return {
    duration: length / scale,
    sampleRate: reader.u16(description + 24),
    channels: reader.u16(description + 16),
  };
}

interface Box {
  /** First byte of what it holds. */
  readonly start: number;
  readonly end: number;
}

function findPath(reader: ByteReader, within: Box, path: readonly string[]): Box | undefined {
  return path.reduce<Box | undefined>((box, type) => box && findBox(reader, box, type), within);
}

function findBox(reader: ByteReader, within: Box, type: string): Box | undefined {
  for (let offset = within.start; offset + 8 <= within.end; ) {
    const stated = reader.u32(offset);
    const size = stated === 1 ? reader.u64(offset + 8) : stated === 0 ? within.end - offset : stated;
    demand(size >= 8 && offset + size <= within.end, 'a box of the MP4 file is longer than what holds it');
    if (reader.text(offset + 4, 4) === type) return { start: offset + (stated === 1 ? 16 : 8), end: offset + size };
    offset += size;
  }
  return undefined;
}
