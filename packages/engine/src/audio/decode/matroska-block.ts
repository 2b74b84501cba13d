import { readVariableInteger } from './ebml.ts';

/** Media packets that a Matroska block holds, for one track. */
export interface MatroskaBlock {
  /** In ticks of the segment, from the start of its cluster. */
  readonly timestamp: number;
  readonly packets: readonly Uint8Array[];
}

/** Most bytes in front of a block's first packet that {@link readBlockTrack} needs. */
export const BLOCK_TRACK_BYTES = 8;

/** Reads which track a block belongs to. */
export function readBlockTrack(bytes: Uint8Array): number | undefined {
  return readVariableInteger(bytes)?.value;
}

/** Takes a SimpleBlock, or the Block of a BlockGroup, apart (RFC 9559, section 10). A damaged one has no packets. */
export function readBlock(bytes: Uint8Array): MatroskaBlock {
  const track = readVariableInteger(bytes);
  const start = (track?.length ?? 0) + 3;
  if (!track || bytes.length <= start) return { timestamp: 0, packets: [] };
  const timestamp = new DataView(bytes.buffer, bytes.byteOffset).getInt16(track.length);
  const lacing = ((bytes[start - 1] ?? 0) >> 1) & 3;
  const body = bytes.subarray(start);
  return { timestamp, packets: lacing === 0 ? [body] : readLaced(body, lacing) };
}

const LACING_XIPH = 1;
const LACING_EBML = 3;

/** Several packets in one block: their number, the sizes of all but the last, then the packets. */
function readLaced(body: Uint8Array, lacing: number): Uint8Array[] {
  const count = (body[0] ?? 0) + 1;
  const sizes: number[] = [];
  let offset = 1;
  while (sizes.length < count - 1) {
    if (lacing === LACING_XIPH) {
      let size = 0;
      let byte = 255;
      while (byte === 255) {
        byte = body[offset++] ?? 0;
        size += byte;
      }
      sizes.push(size);
    } else if (lacing === LACING_EBML) {
      const number = readVariableInteger(body.subarray(offset));
      if (number?.value === undefined) return [];
      offset += number.length;
      // All but the first are differences, stored with an offset so that they can be negative.
      const previous = sizes.at(-1);
      sizes.push(previous === undefined ? number.value : previous + number.value - (2 ** (7 * number.length - 1) - 1));
    } else {
      sizes.push(Math.floor((body.length - 1) / count));
    }
  }
  const packets: Uint8Array[] = [];
  for (const size of sizes) {
    if (size <= 0 || offset + size > body.length) return packets;
    packets.push(body.subarray(offset, offset + size));
    offset += size;
  }
  if (offset < body.length) packets.push(body.subarray(offset));
  return packets;
}
