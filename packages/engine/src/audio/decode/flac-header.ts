import type { FileHandle } from 'node:fs/promises';
import { undecodable } from './undecodable.ts';

const STREAMINFO_BYTES = 34;
/** A file with more metadata blocks than this is not read further. */
const MAX_BLOCKS = 1000;

/** The metadata of a FLAC file, as far as decoding needs it. */
export interface FlacHeader {
  /** The STREAMINFO block; undefined when the file has none, as when it starts with a frame. */
  readonly streamInfo: Uint8Array | undefined;
  /** Offset of the first frame, bytes. */
  readonly firstFrame: number;
}

/**
 * Walks over the metadata blocks of a FLAC file (RFC 9639, section 8), of whatever kind and order.
 * @param start - Offset of the `fLaC` mark, or of the first frame.
 */
export async function readFlacHeader(file: FileHandle, start: number): Promise<FlacHeader> {
  const head = new Uint8Array(4 + STREAMINFO_BYTES);
  await file.read(head, 0, 4, start);
  if (String.fromCharCode(...head.subarray(0, 4)) !== 'fLaC') return { streamInfo: undefined, firstFrame: start };
  let streamInfo: Uint8Array | undefined;
  let offset = start + 4;
  for (let count = 0; count < MAX_BLOCKS; count++) {
    const { bytesRead } = await file.read(head, 0, head.length, offset);
    if (bytesRead < 4) throw undecodable('The FLAC file ends within its metadata.');
    const [first = 0, high = 0, middle = 0, low = 0] = head;
    // A frame begins here: the block before it did not say that it was the last.
    if (first === 0xff) return { streamInfo, firstFrame: offset };
    const isStreamInfo = (first & 127) === 0 && bytesRead === head.length;
    if (isStreamInfo) streamInfo ??= head.slice(4);
    offset += 4 + ((high << 16) | (middle << 8) | low);
    if (first >= 128) return { streamInfo, firstFrame: offset };
  }
  throw undecodable('The FLAC file has more metadata blocks than any real file.');
}
