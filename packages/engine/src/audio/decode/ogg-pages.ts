import type { ByteWindow } from './byte-window.ts';

const CAPTURE = new Uint8Array([0x4f, 0x67, 0x67, 0x53]);
const HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;

/** One page of an Ogg file (RFC 3533). */
export interface OggPage {
  /** Which of the streams in the file it belongs to. */
  readonly serial: number;
  /** Whether it begins a stream. */
  readonly begins: boolean;
  /** Whether its first piece goes on with the packet that the stream's page before it left open. */
  readonly continues: boolean;
  /** Position in the decoded audio where the last packet that ends here ends; undefined when none does. */
  readonly granule: number | undefined;
  /** The packets, as far as they lie in this page. */
  readonly pieces: readonly Uint8Array[];
  /** Whether the last piece goes on in the next page. */
  readonly isOpen: boolean;
  /** Offset of the page's end in the file. */
  readonly end: number;
}

/** Reads the pages of a file in order, skipping what is no page; of a page that was cut off, the packets that are whole. */
export async function* readOggPages(window: ByteWindow): AsyncGenerator<OggPage, void> {
  let position = 0;
  for (;;) {
    const start = await window.find(CAPTURE, position);
    if (start === undefined) return;
    const header = await window.read(start, HEADER_BYTES + MAX_SEGMENTS);
    const segments = header.subarray(HEADER_BYTES, HEADER_BYTES + (header[26] ?? 0));
    if (header.length < HEADER_BYTES || header[4] !== 0 || segments.length < (header[26] ?? 0)) {
      position = start + CAPTURE.length;
      continue;
    }
    const bodyStart = start + HEADER_BYTES + segments.length;
    const body = await window.read(
      bodyStart,
      segments.reduce((sum, size) => sum + size, 0),
    );
    const page = readPage(header, segments, body);
    position = bodyStart + body.length;
    yield { ...page, end: position };
  }
}

function readPage(header: Uint8Array, segments: Uint8Array, body: Uint8Array): Omit<OggPage, 'end'> {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const flags = view.getUint8(5);
  const granule = Number(view.getBigInt64(6, true));
  const pieces: Uint8Array[] = [];
  let start = 0;
  let size = 0;
  for (const segment of segments) {
    size += segment;
    if (segment === 255) continue;
    if (start + size > body.length) return { ...describe(view, flags), granule: undefined, pieces, isOpen: false };
    pieces.push(body.subarray(start, start + size));
    start += size;
    size = 0;
  }
  const isOpen = segments.at(-1) === 255;
  if (isOpen) pieces.push(body.subarray(start));
  return { ...describe(view, flags), granule: granule < 0 ? undefined : granule, pieces, isOpen };
}

function describe(view: DataView, flags: number): Pick<OggPage, 'serial' | 'begins' | 'continues'> {
  return { serial: view.getUint32(14, true), begins: (flags & 2) !== 0, continues: (flags & 1) !== 0 };
}
