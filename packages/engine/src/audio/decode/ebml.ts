/** The start of an EBML element (RFC 8794). */
export interface ElementHeader {
  readonly id: number;
  /** Bytes of its content; undefined where the writer did not know it. */
  readonly size: number | undefined;
  /** Bytes of the header itself. */
  readonly length: number;
}

/** Most bytes of an element's header: an id of four, and a size of eight. */
export const MAX_HEADER_BYTES = 12;

/** A number of variable length. */
export interface VariableInteger {
  /** Without its length marker; undefined when all its bits are ones, which means "unknown". */
  readonly value: number | undefined;
  readonly length: number;
}

/** Reads the header of an element, or tells that none is here. */
export function readElementHeader(bytes: Uint8Array): ElementHeader | undefined {
  const [first = 0] = bytes;
  const idLength = Math.clz32(first << 24) + 1;
  if (first === 0 || idLength > 4) return undefined;
  const size = readVariableInteger(bytes.subarray(idLength));
  if (!size) return undefined;
  const id = bytes.subarray(0, idLength).reduce((sum, byte) => sum * 256 + byte, 0);
  return { id, size: size.value, length: idLength + size.length };
}

/** Reads a number whose first byte tells its length by its leading zeros. */
export function readVariableInteger(bytes: Uint8Array): VariableInteger | undefined {
  const [first = 0] = bytes;
  const length = Math.clz32(first << 24) + 1;
  if (first === 0 || bytes.length < length) return undefined;
  const mask = 0xff >> length;
  const value = bytes.subarray(1, length).reduce((sum, byte) => sum * 256 + byte, first & mask);
  return { value: value === 2 ** (7 * length) - 1 ? undefined : value, length };
}

/** Reads the content of an unsigned integer element. */
export function readUnsigned(bytes: Uint8Array): number {
  return bytes.subarray(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Reads the content of a float element, of four or eight bytes; anything else is 0. */
export function readFloat(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return bytes.length === 4 ? view.getFloat32(0) : bytes.length === 8 ? view.getFloat64(0) : 0;
}
