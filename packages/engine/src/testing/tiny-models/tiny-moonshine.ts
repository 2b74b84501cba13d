import { integers, logitTable, scalar } from './graph-parts.ts';
import { FLOAT, type GraphValue, INT32, INT64, writeOnnx } from './onnx-writer.ts';

const TOKENS = ['<unk>', '<s>', '</s>', '▁hello', '▁world'];
const [END, HELLO, WORLD] = [2, 3, 4];
const ROWS = 64;

type Part = 'preprocessor' | 'encoder' | 'uncachedDecoder' | 'cachedDecoder';

/** `tokens.txt` of the made-up Moonshine. */
export function tinyMoonshineTokens(): Uint8Array {
  return Buffer.from(TOKENS.map((token, index) => `${token}\t${index}\n`).join(''));
}

/** The four parts of Moonshine: whatever is said, the decoder goes by how far it is. */
export function tinyMoonshine(): Readonly<Record<Part, Uint8Array>> {
  const heard: GraphValue = { name: 'encoder_out', type: FLOAT, shape: [1, 'frames', 1] };
  const state = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1] });
  const decoder = (isFirst: boolean) =>
    writeOnnx({
      inputs: [
        { name: 'tokens', type: INT32, shape: [1, 1] },
        heard,
        { name: 'seq_len', type: INT32, shape: [1] },
        ...(isFirst ? [] : [state('past')]),
      ],
      outputs: [{ name: 'logits', type: FLOAT, shape: [1, 1, TOKENS.length] }, state('present')],
      nodes: [
        { op: 'Cast', inputs: ['seq_len'], outputs: ['step'], attributes: { to: INT64 } },
        { op: 'Gather', inputs: ['table', 'step'], outputs: ['row'] },
        { op: 'Unsqueeze', inputs: ['row', 'axis_0'], outputs: ['logits'] },
        { op: 'Cast', inputs: ['tokens'], outputs: ['present'], attributes: { to: FLOAT } },
      ],
      constants: [
        integers('axis_0', [0]),
        logitTable(
          'table',
          ROWS,
          TOKENS.length,
          new Map([
            [1, HELLO],
            [2, WORLD],
            [3, END],
          ]),
        ),
      ],
    });
  return {
    preprocessor: writeOnnx({
      inputs: [{ name: 'audio', type: FLOAT, shape: [1, 'samples'] }],
      outputs: [{ name: 'features', type: FLOAT, shape: [1, 'frames', 1] }],
      nodes: [
        { op: 'Unsqueeze', inputs: ['audio', 'axis_1'], outputs: ['channel'] },
        { op: 'Conv', inputs: ['channel', 'filter'], outputs: ['columns'], attributes: { strides: [384] } },
        { op: 'Transpose', inputs: ['columns'], outputs: ['features'], attributes: { perm: [0, 2, 1] } },
      ],
      constants: [
        integers('axis_1', [1]),
        { name: 'filter', shape: [1, 1, 384], values: new Float32Array(384).fill(1) },
      ],
    }),
    encoder: writeOnnx({
      inputs: [
        { name: 'features', type: FLOAT, shape: [1, 'frames', 1] },
        { name: 'features_len', type: INT32, shape: [1] },
      ],
      outputs: [heard],
      nodes: [{ op: 'Identity', inputs: ['features'], outputs: ['encoder_out'] }],
      constants: [scalar('unused', 0)],
    }),
    uncachedDecoder: decoder(true),
    cachedDecoder: decoder(false),
  };
}
