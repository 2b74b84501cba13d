import { type FileHandle, open } from 'node:fs/promises';

/** What an ONNX file says of itself, without its weights. */
export interface OnnxFacts {
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Thrown when a file is no whole ONNX model; its message is a sentence without its end. */
export class NotOnnx extends Error {
  override readonly name = 'NotOnnx';
}

/** Field numbers of onnx.proto3, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3. */
const MODEL = { graph: 7, opset: 8, metadata: 14 };
const GRAPH = { input: 11, output: 12 };
const ENTRY = { key: 1, value: 2 };
const VALUE_INFO = { name: 1 };
const WINDOW = 64 * 1024;
/** Longest name or metadata value that is worth reading. */
const LONGEST_TEXT = 1 << 20;

/**
 * Reads the head of an ONNX file: metadata, inputs and outputs. Nodes and weights are skipped over, so that a file of
 * gigabytes takes milliseconds; that all of them end where the file ends tells a truncated file.
 * @throws {NotOnnx} If the file is no ONNX model, or a part of one.
 */
export async function inspectOnnx(path: string): Promise<OnnxFacts> {
  await using file = await open(path);
  const { size } = await file.stat();
  const reader = new ProtoReader(file);
  const metadata: Record<string, string> = {};
  const inputs: string[] = [];
  const outputs: string[] = [];
  let isModel = false;
  for await (const field of reader.fields(0, size)) {
    if (field.number === MODEL.opset) isModel = true;
    if (field.number === MODEL.metadata) {
      const [key, value] = [await reader.text(field, ENTRY.key), await reader.text(field, ENTRY.value)];
      if (key !== undefined) metadata[key] = value ?? '';
    }
    if (field.number !== MODEL.graph) continue;
    for await (const part of reader.fields(field.from, field.to)) {
      if (part.number !== GRAPH.input && part.number !== GRAPH.output) continue;
      const name = await reader.text(part, VALUE_INFO.name);
      if (name !== undefined) (part.number === GRAPH.input ? inputs : outputs).push(name);
    }
  }
  if (!isModel || outputs.length === 0) throw new NotOnnx('is no ONNX model');
  return { metadata, inputs, outputs };
}

interface Field {
  readonly number: number;
  /** Of the contents, in the file. */
  readonly from: number;
  readonly to: number;
}

/** Reads protocol buffers from a file, by a window that moves forward. */
class ProtoReader {
  readonly #file: FileHandle;
  #window = Buffer.alloc(0);
  #start = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The fields between two offsets, in order. @throws {NotOnnx} If one does not fit. */
  async *fields(from: number, to: number): AsyncGenerator<Field> {
    for (let at = from; at < to; ) {
      const tag = await this.#varint(at, to);
      const number = Math.floor(tag.value / 8);
      const kind = tag.value % 8;
      let [start, end] = [tag.end, tag.end];
      if (kind === 0) end = (await this.#varint(start, to)).end;
      else if (kind === 1) end += 8;
      else if (kind === 5) end += 4;
      else if (kind === 2) {
        const length = await this.#varint(start, to);
        start = length.end;
        end = start + length.value;
      } else throw new NotOnnx('is no ONNX model');
      if (number === 0) throw new NotOnnx('is no ONNX model');
      if (end > to) throw new NotOnnx('is cut off, or damaged');
      yield { number, from: start, to: end };
      at = end;
    }
  }

  /** The text of the first field with a number inside another field. */
  async text(parent: Field, number: number): Promise<string | undefined> {
    for await (const field of this.fields(parent.from, parent.to)) {
      if (field.number !== number) continue;
      const length = field.to - field.from;
      if (length > LONGEST_TEXT) return '';
      const bytes = Buffer.alloc(length);
      await this.#file.read(bytes, 0, length, field.from);
      return bytes.toString('utf8');
    }
    return undefined;
  }

  async #varint(at: number, to: number): Promise<{ readonly value: number; readonly end: number }> {
    let value = 0;
    for (let index = 0; index < 10; index++) {
      if (at + index >= to) throw new NotOnnx('is cut off, or damaged');
      const byte = await this.#byte(at + index);
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return { value, end: at + index + 1 };
    }
    throw new NotOnnx('is no ONNX model');
  }

  async #byte(at: number): Promise<number> {
    const offset = at - this.#start;
    const known = offset >= 0 ? this.#window[offset] : undefined;
    if (known !== undefined) return known;
    const buffer = Buffer.alloc(WINDOW);
    const { bytesRead } = await this.#file.read(buffer, 0, WINDOW, at);
    this.#window = buffer.subarray(0, bytesRead);
    this.#start = at;
    const byte = this.#window[0];
    if (byte === undefined) throw new NotOnnx('is cut off');
    return byte;
  }
}
