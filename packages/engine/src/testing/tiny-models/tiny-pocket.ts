import { integers, scalar } from './graph-parts.ts';
import { FLOAT, type GraphConstant, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

const WIDTH = 1024;
const LATENT = 32;
/** Samples of a frame, at 24 kHz. */
const FRAME = 1920;

type Graphs = Readonly<Record<'lmFlow' | 'lmMain' | 'encoder' | 'decoder' | 'textConditioner', Uint8Array>>;

/** The five networks of Pocket TTS: two frames for each token, as loud as the recording on the mean. */
export function tinyPocket(): Graphs {
  const state = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1] });
  const rows = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, `${name}_count`, WIDTH] });
  return {
    encoder: writeOnnx({
      inputs: [{ name: 'audio', type: FLOAT, shape: [1, 1, 'samples'] }],
      outputs: [rows('latents')],
      nodes: [
        { op: 'Abs', inputs: ['audio'], outputs: ['rectified'] },
        { op: 'ReduceMean', inputs: ['rectified'], outputs: ['level'], attributes: { axes: [2], keepdims: 1 } },
        { op: 'Mul', inputs: ['level', 'first'], outputs: ['latents'] },
      ],
      constants: [oneAt('first', 0)],
    }),
    textConditioner: writeOnnx({
      inputs: [{ name: 'token_ids', type: INT64, shape: [1, 'tokens'] }],
      outputs: [rows('embeddings')],
      nodes: [
        { op: 'Shape', inputs: ['token_ids'], outputs: ['shape'] },
        { op: 'Concat', inputs: ['shape', 'width'], outputs: ['wanted'], attributes: { axis: 0 } },
        { op: 'Expand', inputs: ['second', 'wanted'], outputs: ['embeddings'] },
      ],
      constants: [integers('width', [WIDTH]), oneAt('second', 1)],
    }),
    // It remembers how loud the voice is, how many tokens there are, and how many frames were made.
    lmMain: writeOnnx({
      inputs: [
        { name: 'sequence', type: FLOAT, shape: [1, 'frames', LATENT] },
        rows('text_embeddings'),
        state('loud'),
        state('tokens'),
        state('made'),
      ],
      outputs: [
        { name: 'conditioning', type: FLOAT, shape: [1, LATENT] },
        { name: 'eos_logit', type: FLOAT, shape: [1, 1] },
        state('next_loud'),
        state('next_tokens'),
        state('next_made'),
      ],
      nodes: [
        { op: 'ReduceSum', inputs: ['text_embeddings', 'axis_1'], outputs: ['sums'], attributes: { keepdims: 0 } },
        { op: 'Gather', inputs: ['sums', 'place_0'], outputs: ['added_loud'], attributes: { axis: 1 } },
        { op: 'Gather', inputs: ['sums', 'place_1'], outputs: ['added_tokens'], attributes: { axis: 1 } },
        { op: 'Add', inputs: ['loud', 'added_loud'], outputs: ['next_loud'] },
        { op: 'Add', inputs: ['tokens', 'added_tokens'], outputs: ['next_tokens'] },
        { op: 'Shape', inputs: ['sequence'], outputs: ['shape'] },
        { op: 'Gather', inputs: ['shape', 'place_1'], outputs: ['frames'] },
        { op: 'Cast', inputs: ['frames'], outputs: ['added_made'], attributes: { to: FLOAT } },
        { op: 'Add', inputs: ['made', 'added_made'], outputs: ['next_made'] },
        { op: 'Mul', inputs: ['next_loud', 'ones'], outputs: ['conditioning'] },
        { op: 'Mul', inputs: ['next_tokens', 'two'], outputs: ['enough'] },
        { op: 'Sub', inputs: ['next_made', 'enough'], outputs: ['eos_logit'] },
      ],
      constants: [
        integers('axis_1', [1]),
        integers('place_0', [0]),
        integers('place_1', [1]),
        float('two', 2),
        { name: 'ones', shape: [1, LATENT], values: new Float32Array(LATENT).fill(1) },
      ],
    }),
    // The straight way from the noise to what the language model says.
    lmFlow: writeOnnx({
      inputs: [
        { name: 'c', type: FLOAT, shape: [1, LATENT] },
        { name: 's', type: FLOAT, shape: [1, 1] },
        { name: 't', type: FLOAT, shape: [1, 1] },
        { name: 'x', type: FLOAT, shape: [1, LATENT] },
      ],
      outputs: [{ name: 'flow_dir', type: FLOAT, shape: [1, LATENT] }],
      nodes: [
        { op: 'Sub', inputs: ['c', 'x'], outputs: ['way'] },
        { op: 'Sub', inputs: ['one', 's'], outputs: ['left'] },
        { op: 'Div', inputs: ['way', 'left'], outputs: ['flow_dir'] },
      ],
      constants: [float('one', 1)],
    }),
    decoder: writeOnnx({
      inputs: [{ name: 'latent', type: FLOAT, shape: [1, 'frames', LATENT] }, state('past')],
      outputs: [{ name: 'audio_frame', type: FLOAT, shape: [1, 1, 'samples'] }, state('next_past')],
      nodes: [
        { op: 'Gather', inputs: ['latent', 'place_0'], outputs: ['levels'], attributes: { axis: 2 } },
        { op: 'MatMul', inputs: ['levels', 'tone'], outputs: ['chunks'] },
        { op: 'Reshape', inputs: ['chunks', 'wave_shape'], outputs: ['audio_frame'] },
        { op: 'Identity', inputs: ['past'], outputs: ['next_past'] },
      ],
      constants: [
        integers('place_0', [0]),
        integers('wave_shape', [1, 1, -1]),
        {
          name: 'tone',
          shape: [1, FRAME],
          values: Float32Array.from({ length: FRAME }, (_, at) => Math.sin((2 * Math.PI * 16 * at) / FRAME)),
        },
        scalar('unused', 0),
      ],
    }),
  };
}

/** `vocab.json` and `token_scores.json` of {@link tinyPocket}: a token for each letter. */
export function tinyPocketFiles(): Readonly<Record<string, Uint8Array>> {
  const tokens = ['<unk>', '<s>', '</s>', '▁', ..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,!?'"];
  const listed = (value: (index: number) => number) =>
    Buffer.from(JSON.stringify(Object.fromEntries(tokens.map((token, index) => [token, value(index)]))));
  return { 'vocabJson.json': listed((index) => index), 'tokenScoresJson.json': listed(() => -1) };
}

function oneAt(name: string, place: number): GraphConstant {
  const values = new Float32Array(WIDTH);
  values[place] = 1;
  return { name, shape: [1, 1, WIDTH], values };
}

function float(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
