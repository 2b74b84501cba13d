import { integers, scalar } from './graph-parts.ts';
import { FLOAT, type GraphConstant, type GraphNode, INT32, INT64, writeOnnx } from './onnx-writer.ts';

const WINDOW = 7;
const SHIFT = 6;
const FEATURES = 80 * WINDOW;
const EMBEDDING = 4;
/** A word in two pieces, as Paraformer writes them, and one in a single piece. */
const TOKENS = ['<blank>', '<s>', '</s>', 'hel@@', 'lo', 'world', '<unk>'];
const [END, HEL, LO, WORLD] = [2, 3, 4, 5];

/** Seconds at which the pieces of the made-up Paraformer are said. */
export const PARAFORMER_TIMES = [0.2, 0.4, 1];
/** Time that each value of its timing stands for, seconds. */
const PEAK_STEP = (0.01 * SHIFT) / 3;

const FEATURE_FACTS = {
  vocab_size: TOKENS.length,
  lfr_window_size: WINDOW,
  lfr_window_shift: SHIFT,
  neg_mean: Array(FEATURES).fill(0).join(','),
  inv_stddev: Array(FEATURES).fill(1).join(','),
};

/** `tokens.txt` of both. */
export function tinyParaformerTokens(): Uint8Array {
  return Buffer.from(TOKENS.map((token, index) => `${token} ${index}\n`).join(''));
}

/** Hears the same words in every stretch, at times that it tells. */
export function tinyParaformer(): Uint8Array {
  const said = [HEL, LO, WORLD, END];
  const peaks = new Float32Array(200);
  // The last peak ends the last word, and is left out.
  for (const second of [...PARAFORMER_TIMES, 1.3]) peaks[Math.round(second / PEAK_STEP)] = 1;
  const logits = new Float32Array(said.length * TOKENS.length);
  for (const [row, token] of said.entries()) logits[row * TOKENS.length + token] = 10;
  return writeOnnx({
    inputs: [
      { name: 'speech', type: FLOAT, shape: [1, 'frames', FEATURES] },
      { name: 'speech_lengths', type: INT32, shape: [1] },
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, said.length, TOKENS.length] },
      { name: 'token_num', type: INT64, shape: [1] },
      { name: 'us_alphas', type: FLOAT, shape: [1, peaks.length] },
      { name: 'us_cif_peak', type: FLOAT, shape: [1, peaks.length] },
    ],
    nodes: [
      identity('said', 'logits'),
      identity('count', 'token_num'),
      identity('peaks', 'us_alphas'),
      identity('peaks', 'us_cif_peak'),
    ],
    constants: [
      { name: 'said', shape: [1, said.length, TOKENS.length], values: logits },
      integers('count', [said.length]),
      { name: 'peaks', shape: [1, peaks.length], values: peaks },
    ],
    metadata: FEATURE_FACTS,
  });
}

/** The same as it is spoken: a piece falls due about twice in a chunk, and a counter in the cache tells which. */
export function tinyStreamingParaformer(): Readonly<Record<'encoder' | 'decoder', Uint8Array>> {
  const encoder = writeOnnx({
    inputs: [
      { name: 'speech', type: FLOAT, shape: [1, 'frames', FEATURES] },
      { name: 'speech_lengths', type: INT32, shape: [1] },
    ],
    outputs: [
      { name: 'enc', type: FLOAT, shape: [1, 'frames', EMBEDDING] },
      { name: 'enc_len', type: INT32, shape: [1] },
      { name: 'alphas', type: FLOAT, shape: [1, 'frames'] },
    ],
    nodes: [
      { op: 'Gather', inputs: ['speech', 'few'], outputs: ['narrow'], attributes: { axis: 2 } },
      { op: 'Mul', inputs: ['narrow', 'nothing'], outputs: ['enc'] },
      identity('speech_lengths', 'enc_len'),
      { op: 'ReduceMean', inputs: ['enc'], outputs: ['zeros'], attributes: { axes: [2], keepdims: 0 } },
      { op: 'Add', inputs: ['zeros', 'share'], outputs: ['alphas'] },
    ],
    constants: [integers('few', [0, 1, 2, 3]), float('nothing', 0), float('share', 0.21)],
    metadata: {
      ...FEATURE_FACTS,
      encoder_output_size: EMBEDDING,
      decoder_num_blocks: 1,
      decoder_kernel_size: 2,
    },
  });
  const decoder = writeOnnx({
    inputs: [
      { name: 'enc', type: FLOAT, shape: [1, 'frames', EMBEDDING] },
      { name: 'enc_len', type: INT32, shape: [1] },
      { name: 'acoustic_embeds', type: FLOAT, shape: [1, 'pieces', EMBEDDING] },
      { name: 'acoustic_embeds_len', type: INT32, shape: [1] },
      { name: 'in_cache_0', type: FLOAT, shape: [1, EMBEDDING, 1] },
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, 'pieces'] },
      { name: 'sample_ids', type: INT64, shape: [1, 'pieces'] },
      { name: 'out_cache_0', type: FLOAT, shape: [1, EMBEDDING, 1] },
    ],
    nodes: [
      { op: 'Shape', inputs: ['acoustic_embeds'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'second'], outputs: ['count'] },
      { op: 'Reshape', inputs: ['in_cache_0', 'flat'], outputs: ['counters'] },
      { op: 'Gather', inputs: ['counters', 'first'], outputs: ['counter'] },
      { op: 'Cast', inputs: ['counter'], outputs: ['from'], attributes: { to: INT64 } },
      { op: 'Add', inputs: ['from', 'count'], outputs: ['to'] },
      { op: 'Range', inputs: ['from', 'to', 'one'], outputs: ['rows'] },
      { op: 'Min', inputs: ['rows', 'last'], outputs: ['known'] },
      { op: 'Gather', inputs: ['table', 'known'], outputs: ['pieces'] },
      { op: 'Unsqueeze', inputs: ['pieces', 'axis_0'], outputs: ['sample_ids'] },
      { op: 'Cast', inputs: ['sample_ids'], outputs: ['logits'], attributes: { to: FLOAT } },
      { op: 'Cast', inputs: ['count'], outputs: ['added'], attributes: { to: FLOAT } },
      { op: 'Add', inputs: ['in_cache_0', 'added'], outputs: ['out_cache_0'] },
    ],
    constants: [
      scalar('second', 1),
      scalar('first', 0),
      scalar('one', 1),
      scalar('last', 3),
      integers('flat', [-1]),
      integers('axis_0', [0]),
      integers('table', [HEL, LO, WORLD, 0]),
    ],
  });
  return { encoder, decoder };
}

function identity(from: string, to: string): GraphNode {
  return { op: 'Identity', inputs: [from], outputs: [to] };
}

function float(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
