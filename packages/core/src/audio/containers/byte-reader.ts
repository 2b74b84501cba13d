import { demand } from './container-facts.ts';

/** A view of bytes whose reads fail, and say where, when they go past the end. */
export class ByteReader {
  readonly length: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(offset: number): number {
    this.#need(offset, 1);
    return this.#view.getUint8(offset);
  }

  u16(offset: number, littleEndian = false): number {
    this.#need(offset, 2);
    return this.#view.getUint16(offset, littleEndian);
  }

  i16(offset: number): number {
    this.#need(offset, 2);
    return this.#view.getInt16(offset, true);
  }

  u32(offset: number, littleEndian = false): number {
    this.#need(offset, 4);
    return this.#view.getUint32(offset, littleEndian);
  }

  u64(offset: number, littleEndian = false): number {
    this.#need(offset, 8);
    return Number(this.#view.getBigUint64(offset, littleEndian));
  }

  /** The bytes as ASCII. */
  text(offset: number, length: number): string {
    this.#need(offset, length);
    return Array.from({ length }, (_, index) => String.fromCharCode(this.#view.getUint8(offset + index))).join('');
  }

  #need(offset: number, length: number): void {
    demand(
      offset >= 0 && offset + length <= this.length,
      `the file ends at byte ${this.length}, before its contents do`,
    );
  }
}
