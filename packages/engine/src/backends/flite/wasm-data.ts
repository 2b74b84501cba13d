const DATA_SECTION = 11;
const I32_CONST = 0x41;

/**
 * Finds where the memory that a WASM program may change begins. The linker lays out its read-only data as the first
 * segment and what is initialised and may change as the second; then come the zeroed variables, the stack and the heap.
 * @param wasm - A module as wasm-ld writes it.
 * @returns Address of the second segment; `undefined` for a module that is laid out otherwise.
 * @see https://webassembly.github.io/spec/core/binary/modules.html#data-section
 */
export function mutableMemoryStart(wasm: Uint8Array): number | undefined {
  const reader = new WasmReader(wasm, 8);
  while (!reader.atEnd) {
    const id = reader.byte();
    const end = reader.unsigned() + reader.offset;
    if (id === DATA_SECTION) return secondSegment(reader);
    reader.offset = end;
  }
  return undefined;
}

function secondSegment(reader: WasmReader): number | undefined {
  const count = reader.unsigned();
  if (count !== 2) return undefined;
  const first = segment(reader);
  const second = segment(reader);
  return first && second && first.address + first.size <= second.address ? second.address : undefined;
}

function segment(reader: WasmReader): { address: number; size: number } | undefined {
  const isActive = reader.unsigned() === 0;
  if (!isActive || reader.byte() !== I32_CONST) return undefined;
  // Signed by the specification; an address above 2 GiB would read as negative and is refused by the caller's check.
  const address = reader.signed();
  reader.byte(); // the end of the expression
  const size = reader.unsigned();
  reader.offset += size;
  return { address, size };
}

/** Reads the numbers of the WASM binary format (LEB128). */
class WasmReader {
  readonly #bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  get atEnd(): boolean {
    return this.offset >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.offset++];
    if (byte === undefined) throw new RangeError('The WASM module ends too early.');
    return byte;
  }

  unsigned(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  signed(): number {
    const start = this.offset;
    const value = this.unsigned();
    const bits = 7 * (this.offset - start);
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }
}
