import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 262_144;

/** Reads a file here and there, a large piece at a time. */
export class ByteWindow {
  readonly #file: FileHandle;
  /** Length of the file, bytes. */
  readonly size: number;
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /**
   * Gives the bytes at a position; fewer than asked for at the end of the file. The bytes are never written to again.
   * @param length - Bytes; no more than fit into memory.
   */
  async read(position: number, length: number): Promise<Uint8Array> {
    const end = Math.min(this.size, position + length);
    if (position >= end) return new Uint8Array();
    if (position < this.#start || end > this.#start + this.#bytes.length) {
      const fresh = new Uint8Array(Math.min(this.size - position, Math.max(CHUNK_BYTES, length)));
      const { bytesRead } = await this.#file.read(fresh, 0, fresh.length, position);
      this.#bytes = fresh.subarray(0, bytesRead);
      this.#start = position;
    }
    return this.#bytes.subarray(position - this.#start, end - this.#start);
  }

  /** Finds a pattern from a position on; undefined when it does not come again. */
  async find(pattern: Uint8Array, position: number): Promise<number | undefined> {
    for (let start = position; start < this.size; start += CHUNK_BYTES) {
      const piece = await this.read(start, CHUNK_BYTES + pattern.length - 1);
      const index = Buffer.from(piece.buffer, piece.byteOffset, piece.length).indexOf(pattern);
      if (index !== -1) return start + index;
    }
    return undefined;
  }
}
