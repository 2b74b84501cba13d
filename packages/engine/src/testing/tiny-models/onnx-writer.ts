/** What a tensor holds: the numbers of `TensorProto.DataType`. */
export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;

/** A dimension: a number, or a name for one that is known when the graph runs. */
type Dimension = number | string;

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly Dimension[];
}

/** A step of a graph. Numbers are integers. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A constant of a graph. */
export interface GraphConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** A model to write. */
export interface OnnxModel {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
  readonly metadata?: Readonly<Record<string, string | number>>;
}

const IR_VERSION = 8;
const OPSET = 13;

/**
 * Writes an ONNX model: enough of onnx.proto3 for small graphs made by hand.
 *
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
export function writeOnnx({ inputs, outputs, nodes, constants, metadata = {} }: OnnxModel): Uint8Array {
  const graph = message([
    ...nodes.map((node) => field(1, nodeProto(node))),
    field(2, text('tiny')),
    ...constants.map((constant) => field(5, tensorProto(constant))),
    ...inputs.map((value) => field(11, valueProto(value))),
    ...outputs.map((value) => field(12, valueProto(value))),
  ]);
  const entries = Object.entries(metadata).map(([key, value]) => {
    return field(14, message([field(1, text(key)), field(2, text(String(value)))]));
  });
  return message([
    integer(1, IR_VERSION),
    field(7, graph),
    field(8, message([field(1, text('')), integer(2, OPSET)])),
    ...entries,
  ]);
}

function nodeProto({ op, inputs, outputs, attributes = {} }: GraphNode): Uint8Array {
  return message([
    ...inputs.map((name) => field(1, text(name))),
    ...outputs.map((name) => field(2, text(name))),
    field(4, text(op)),
    ...Object.entries(attributes).map(([name, value]) => field(5, attributeProto(name, value))),
  ]);
}

function attributeProto(name: string, value: number | readonly number[]): Uint8Array {
  const isOne = typeof value === 'number';
  const values = isOne ? [integer(3, value)] : value.map((each) => integer(8, each));
  return message([field(1, text(name)), ...values, integer(20, isOne ? 2 : 7)]);
}

function tensorProto({ name, shape, values }: GraphConstant): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? FLOAT : INT64;
  return message([...shape.map((size) => integer(1, size)), integer(2, type), field(8, text(name)), field(9, raw)]);
}

function valueProto({ name, type, shape }: GraphValue): Uint8Array {
  const dimensions = shape.map((size) => field(1, typeof size === 'number' ? integer(1, size) : field(2, text(size))));
  const tensor = message([integer(1, type), field(2, message(dimensions))]);
  return message([field(1, text(name)), field(2, message([field(1, tensor)]))]);
}

function message(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function text(value: string): Uint8Array {
  return Buffer.from(value, 'utf8');
}

/** A field that holds bytes. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** A field that holds an integer, negative ones as 64 bits. */
function integer(number: number, value: number): Uint8Array {
  return Buffer.concat([varint(number * 8), varint(value)]);
}

function varint(value: number): Uint8Array {
  let left = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const byte = Number(left & 0x7fn);
    left >>= 7n;
    bytes.push(left > 0n ? byte | 0x80 : byte);
  } while (left > 0n);
  return Uint8Array.from(bytes);
}
