import { ByteReader } from './byte-reader.ts';
import { type ContainerFacts, demand } from './container-facts.ts';

/**
 * Reads an Ogg file of Vorbis or Opus; its length is the position of its last page (RFC 3533, RFC 7845).
 * @throws {UnreachableError} `invalid_response`, if its pages do not follow each other.
 */
export function readOgg(bytes: Uint8Array): ContainerFacts {
  const reader = new ByteReader(bytes);
  const { rate, skip, channels } = readCodec(reader);
  let position = 0;
  let flaw: string | undefined = 'the Ogg file has no last page';
  for (let offset = 0; offset < reader.length; ) {
    const page = readPage(reader, offset);
    if (!page) {
      flaw = 'the last page of the Ogg file is cut';
      break;
    }
    demand(page.isFirst === (offset === 0), 'the Ogg file has a first page in the middle');
    position = Math.max(position, page.position);
    if (page.isLast) flaw = undefined;
    offset = page.end;
  }
  const duration = Math.max(0, position - skip) / rate;
  return { duration, sampleRate: rate, channels, ...(flaw !== undefined && { flaw }) };
}

interface Page {
  /** Samples up to its end; 0 where no packet ends on it. */
  readonly position: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The byte after it. */
  readonly end: number;
}

/** Reads a page, if all of it is there. */
function readPage(reader: ByteReader, offset: number): Page | undefined {
  const segments = offset + 27 <= reader.length ? reader.u8(offset + 26) : 0;
  if (offset + 27 + segments > reader.length) return undefined;
  demand(reader.text(offset, 4) === 'OggS', `the Ogg file has no page at byte ${offset}`);
  const end = offset + 27 + segments + sumOf(reader, offset + 27, segments);
  if (end > reader.length) return undefined;
  const flags = reader.u8(offset + 5);
  const granule = reader.u64(offset + 6, true);
  return { position: granule < 2 ** 63 ? granule : 0, isFirst: (flags & 2) !== 0, isLast: (flags & 4) !== 0, end };
}

/** Reads the first page alone, which tells all but the length. */
function readCodec(reader: ByteReader): { rate: number; skip: number; channels: number } {
  demand(reader.text(0, 4) === 'OggS', 'the file has no Ogg page');
  const start = 27 + reader.u8(26);
  if (reader.text(start, 8) === 'OpusHead') {
    return { rate: 48_000, skip: reader.u16(start + 10, true), channels: reader.u8(start + 9) };
  }
  demand(reader.text(start + 1, 6) === 'vorbis', 'the Ogg file holds neither Opus nor Vorbis');
  const rate = reader.u32(start + 12, true);
  demand(rate > 0, 'the Ogg file has no sample rate');
  return { rate, skip: 0, channels: reader.u8(start + 11) };
}

function sumOf(reader: ByteReader, start: number, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += reader.u8(start + index);
  return sum;
}
