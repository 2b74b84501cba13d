import { FLOAT, type GraphConstant, type GraphNode, INT64 } from './onnx-writer.ts';

/** Letters that the made-up voices know, by their numbers. */
export const SYMBOLS = [...'_^$ abcdefghijklmnopqrstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪʃʊʌʒθɹˈˌː,.!?;:'];
/** Samples that each token sounds for. */
export const TOKEN_SAMPLES = 800;
/** Hertz. */
export const VOICE_RATE = 16_000;

/** `tokens.txt` of the made-up voices. */
export function symbolFile(): Uint8Array {
  return Buffer.from(SYMBOLS.map((symbol, index) => `${symbol} ${index}\n`).join(''));
}

/** Nodes that turn `x`, numbers of tokens, into a wave: each token has a tone of its own; `stretch` makes it longer. */
export function waveNodes(): GraphNode[] {
  return [
    { op: 'Gather', inputs: ['tones', 'x'], outputs: ['gathered'] },
    { op: 'Reshape', inputs: ['gathered', 'flat_shape'], outputs: ['flat'] },
    { op: 'Shape', inputs: ['flat'], outputs: ['length'] },
    { op: 'Cast', inputs: ['length'], outputs: ['length_float'], attributes: { to: FLOAT } },
    { op: 'Mul', inputs: ['length_float', 'stretch'], outputs: ['stretched_float'] },
    { op: 'Cast', inputs: ['stretched_float'], outputs: ['stretched'], attributes: { to: INT64 } },
    { op: 'Squeeze', inputs: ['stretched', 'axis_0'], outputs: ['count'] },
    { op: 'Range', inputs: ['zero', 'count', 'one'], outputs: ['index'] },
    { op: 'Mod', inputs: ['index', 'length'], outputs: ['wrapped'] },
    { op: 'Gather', inputs: ['flat', 'wrapped'], outputs: ['wave'] },
  ];
}

/** The constants of {@link waveNodes}. */
export function waveConstants(): GraphConstant[] {
  const tones = new Float32Array(SYMBOLS.length * TOKEN_SAMPLES);
  for (const [token] of SYMBOLS.entries()) {
    for (let at = 0; at < TOKEN_SAMPLES; at++) {
      const hertz = 200 + 20 * token;
      tones[token * TOKEN_SAMPLES + at] = 0.3 * Math.sin((2 * Math.PI * hertz * at) / VOICE_RATE);
    }
  }
  return [
    { name: 'tones', shape: [SYMBOLS.length, TOKEN_SAMPLES], values: tones },
    integers('flat_shape', [-1]),
    integers('axis_0', [0]),
    scalar('zero', 0),
    scalar('one', 1),
  ];
}

/** A list of integers. */
export function integers(name: string, values: readonly number[]): GraphConstant {
  return { name, shape: [values.length], values: BigInt64Array.from(values, BigInt) };
}

/** One integer, without dimensions. */
export function scalar(name: string, value: number): GraphConstant {
  return { name, shape: [], values: BigInt64Array.of(BigInt(value)) };
}

/** Rows of logits: at some rows a token is the likeliest, elsewhere token 0. */
export function logitTable(
  name: string,
  rows: number,
  vocabulary: number,
  tokens: ReadonlyMap<number, number>,
): GraphConstant {
  const values = new Float32Array(rows * vocabulary);
  for (let row = 0; row < rows; row++) values[row * vocabulary + (tokens.get(row) ?? 0)] = 10;
  return { name, shape: [rows, vocabulary], values };
}
