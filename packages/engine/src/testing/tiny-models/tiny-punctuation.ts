import { integers } from './graph-parts.ts';
import { FLOAT, type GraphConstant, INT32, writeOnnx } from './onnx-writer.ts';

/** Punctuation as the CT transformer writes it: a full stop after the word that it knows. */
export function tinyPunctuation(): Uint8Array {
  const tokens = ['<unk>', 'hello', 'world'];
  const marks = ['<unk>', '_', '，', '。', '？', '、'];
  return writeOnnx({
    inputs: [
      { name: 'inputs', type: INT32, shape: ['batch', 'length'] },
      { name: 'text_lengths', type: INT32, shape: ['batch'] },
    ],
    outputs: [{ name: 'logits', type: FLOAT, shape: ['batch', 'length', marks.length] }],
    nodes: [{ op: 'Gather', inputs: ['table', 'inputs'], outputs: ['logits'] }],
    constants: [choices('table', [1, 1, 3], marks.length)],
    metadata: {
      tokens: tokens.join('|'),
      vocab_size: tokens.length,
      punctuations: marks.join('|'),
      unk_symbol: '<unk>',
    },
  });
}

const PIECES = ['<blk>', '<sos>', '<eos>', '<unk>', '\u2581hello', '\u2581world'];
const BOOL = 9;

/**
 * Punctuation and case as Edge-Punct-Casing writes them, a row for each word: a capital and a comma for "hello", a full stop for
 * "world".
 */
export function tinyPunctuationAndCase(): Uint8Array {
  const classes = 4;
  const windows = ['windows', 200];
  return writeOnnx({
    inputs: [
      { name: 'token_ids', type: INT32, shape: windows },
      { name: 'valid_ids', type: INT32, shape: windows },
      { name: 'label_lens', type: INT32, shape: ['windows'] },
    ],
    outputs: [
      { name: 'case_logits', type: FLOAT, shape: ['words', classes] },
      { name: 'punctuation_logits', type: FLOAT, shape: ['words', classes] },
    ],
    nodes: [
      // The first piece of each word is valid, and so are the ends of the sentence, which are pieces 1 and 2.
      { op: 'Reshape', inputs: ['token_ids', 'flat'], outputs: ['pieces'] },
      { op: 'Reshape', inputs: ['valid_ids', 'flat'], outputs: ['valid'] },
      { op: 'Cast', inputs: ['valid'], outputs: ['begins'], attributes: { to: BOOL } },
      { op: 'Cast', inputs: ['pieces'], outputs: ['numbers'], attributes: { to: FLOAT } },
      { op: 'Greater', inputs: ['numbers', 'end'], outputs: ['inside'] },
      { op: 'And', inputs: ['begins', 'inside'], outputs: ['is_word'] },
      { op: 'Compress', inputs: ['pieces', 'is_word'], outputs: ['words'], attributes: { axis: 0 } },
      { op: 'Gather', inputs: ['cases', 'words'], outputs: ['case_logits'] },
      { op: 'Gather', inputs: ['marks', 'words'], outputs: ['punctuation_logits'] },
    ],
    constants: [
      integers('flat', [-1]),
      { name: 'end', shape: [], values: Float32Array.of(2) },
      choices('cases', [0, 0, 0, 0, 2, 0], classes),
      choices('marks', [0, 0, 0, 0, 1, 2], classes),
    ],
    metadata: { COMMA: 1, PERIOD: 2, QUESTION: 3, UPPER: 1, CAP: 2, MIX_CASE: 3 },
  });
}

/** `bpe.vocab` of {@link tinyPunctuationAndCase}: pieces and how likely they are. */
export function tinyPieces(): Uint8Array {
  return Buffer.from(PIECES.map((piece, index) => `${piece}\t${-index}\n`).join(''));
}

/** A table of logits: what is likeliest for each of its rows. */
function choices(name: string, likeliest: readonly number[], classes: number): GraphConstant {
  const values = new Float32Array(likeliest.length * classes);
  for (const [row, choice] of likeliest.entries()) values[row * classes + choice] = 10;
  return { name, shape: [likeliest.length, classes], values };
}
