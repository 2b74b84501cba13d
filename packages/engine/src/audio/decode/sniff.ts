import { type ElementaryCodec, readFrameHeader } from './frame-header.ts';

/** Kinds of file that can be decoded. */
export type MediaKind = ElementaryCodec | 'wav' | 'ogg' | 'mp4' | 'webm';

/** What the first bytes of a file are. */
export type Sniffed =
  | {
      readonly kind: MediaKind;
      /** Offset of the first byte behind tags and junk. */
      readonly start: number;
    }
  | {
      readonly kind: undefined;
      /** What it is instead, such as `a PNG image`. */
      readonly found: string;
    };

/** Bytes that {@link sniff} wants to see; fewer when the file is smaller. */
export const SNIFF_BYTES = 65_536;

/**
 * Tells the kind of a media file from its bytes alone.
 * @param bytes - The first {@link SNIFF_BYTES} of the file, behind any ID3 tag that {@link id3Length} found.
 * @param start - Offset of these bytes in the file.
 */
export function sniff(bytes: Uint8Array, start: number): Sniffed {
  const container = CONTAINERS.find(({ test }) => test(bytes));
  if (container) return { kind: container.kind, start };
  const other = OTHERS.find(({ test }) => test(bytes));
  if (other) return { kind: undefined, found: other.found };
  for (const codec of ['aac', 'mp3', 'flac'] as const) {
    const offset = findFrames(codec, bytes);
    if (offset !== undefined) return { kind: codec, start: start + offset };
  }
  return { kind: undefined, found: isText(bytes) ? 'text' : `unknown data (${hexadecimal(bytes)})` };
}

/** Length of the ID3v2 tag that a file starts with, in bytes; 0 without one. */
export function id3Length(bytes: Uint8Array): number {
  if (!startsWith(bytes, 'ID3') || bytes.length < 10) return 0;
  const size = bytes.subarray(6, 10).reduce((sum, byte) => (sum << 7) | (byte & 127), 0);
  const hasFooter = ((bytes[5] ?? 0) & 16) !== 0;
  return 10 + size + (hasFooter ? 10 : 0);
}

interface Signature {
  readonly test: (bytes: Uint8Array) => boolean;
}

const CONTAINERS: ReadonlyArray<Signature & { readonly kind: MediaKind }> = [
  {
    kind: 'wav',
    test: (bytes) => ['RIFF', 'RF64', 'BW64'].some((id) => startsWith(bytes, id)) && startsWith(bytes, 'WAVE', 8),
  },
  { kind: 'flac', test: (bytes) => startsWith(bytes, 'fLaC') },
  { kind: 'ogg', test: (bytes) => startsWith(bytes, 'OggS') },
  { kind: 'webm', test: (bytes) => startsWith(bytes, '\x1a\x45\xdf\xa3') },
  {
    kind: 'mp4',
    test: (bytes) => ['ftyp', 'moov', 'mdat', 'wide', 'styp'].some((type) => startsWith(bytes, type, 4)),
  },
];

const OTHERS: ReadonlyArray<Signature & { readonly found: string }> = [
  { found: 'an ffconcat script', test: (bytes) => startsWith(bytes, 'ffconcat') },
  { found: 'an M3U or HLS playlist', test: (bytes) => startsWith(bytes, '#EXTM3U') },
  { found: 'a PLS playlist', test: (bytes) => startsWith(bytes, '[playlist]') },
  { found: 'an SDP description', test: (bytes) => startsWith(bytes, 'v=0') },
  { found: 'an HTML page', test: (bytes) => /^\s*<(!doctype html|html)/i.test(latin1(bytes, 64)) },
  { found: 'an XML document', test: (bytes) => /^\s*<(\?xml|MPD|smil|asx)/i.test(latin1(bytes, 64)) },
  { found: 'a JSON document', test: (bytes) => /^\s*[{[]\s*["{[]/.test(latin1(bytes, 64)) },
  { found: 'a PNG image', test: (bytes) => startsWith(bytes, '\x89PNG') },
  { found: 'a JPEG image', test: (bytes) => startsWith(bytes, '\xff\xd8\xff') },
  { found: 'a GIF image', test: (bytes) => startsWith(bytes, 'GIF8') },
  { found: 'a PDF document', test: (bytes) => startsWith(bytes, '%PDF') },
  { found: 'a ZIP archive', test: (bytes) => startsWith(bytes, 'PK\x03\x04') },
  { found: 'gzip data', test: (bytes) => startsWith(bytes, '\x1f\x8b') },
  { found: 'a MIDI file', test: (bytes) => startsWith(bytes, 'MThd') },
  { found: 'an AIFF file', test: (bytes) => startsWith(bytes, 'FORM') && startsWith(bytes, 'AIF', 8) },
  { found: 'a CAF file', test: (bytes) => startsWith(bytes, 'caff') },
  { found: 'an AMR file', test: (bytes) => startsWith(bytes, '#!AMR') },
  { found: 'a Windows Media file', test: (bytes) => startsWith(bytes, '\x30\x26\xb2\x75\x8e\x66\xcf\x11') },
  { found: 'an AVI file', test: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'AVI ', 8) },
  { found: 'a big-endian WAV file (RIFX)', test: (bytes) => startsWith(bytes, 'RIFX') },
  { found: 'a program', test: (bytes) => startsWith(bytes, '\x7fELF') || startsWith(bytes, 'MZ') },
];

/** Frames that must follow one another before random bytes are taken for a stream. */
const CHAIN = 3;

/** Finds the first of some frames in a row; a stream that is shorter than that may end after the first. */
function findFrames(codec: ElementaryCodec, bytes: Uint8Array): number | undefined {
  for (let offset = bytes.indexOf(0xff); offset !== -1; offset = bytes.indexOf(0xff, offset + 1)) {
    if (codec === 'flac' ? isFlacFrame(bytes, offset) : isChain(codec, bytes, offset)) return offset;
  }
  return undefined;
}

function isChain(codec: ElementaryCodec, bytes: Uint8Array, first: number): boolean {
  let offset = first;
  for (let count = 0; count < CHAIN; count++) {
    const header = readFrameHeader(codec, bytes, offset);
    if (!header || header.bytes === 0) return false;
    offset += header.bytes;
    if (offset >= bytes.length) return first === 0 || count > 0;
  }
  return true;
}

/** FLAC frames state no length, but their header has a checksum: CRC-8, polynomial 0x07 (RFC 9639, section 9.1.8). */
function isFlacFrame(bytes: Uint8Array, offset: number): boolean {
  const header = readFrameHeader('flac', bytes, offset);
  if (!header || header.sampleRate === 0) return false;
  const [, , third = 0, , fifth = 0] = bytes.subarray(offset, offset + 5);
  const numberBytes = fifth < 0x80 ? 1 : Math.clz32(~(fifth << 24));
  const sizeBytes = third >> 4 === 6 ? 1 : third >> 4 === 7 ? 2 : 0;
  const end = offset + 4 + numberBytes + sizeBytes;
  return end < bytes.length && crc8(bytes.subarray(offset, end)) === bytes[end];
}

function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ ((crc & 128) === 0 ? 0 : 7)) & 255;
  }
  return crc;
}

function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 512);
  return head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

function startsWith(bytes: Uint8Array, text: string, offset = 0): boolean {
  return latin1(bytes.subarray(offset), text.length) === text;
}

function latin1(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
