import { integers, scalar } from './graph-parts.ts';
import { FLOAT, type GraphConstant, type GraphValue, INT32, INT64, writeOnnx } from './onnx-writer.ts';

const RATE = 16_000;

/** Silero's detector, version 5: what is loud is speech. */
export function tinyVoiceActivity(): Uint8Array {
  const state = (name: string): GraphValue => ({ name, type: FLOAT, shape: [2, 1, 128] });
  return writeOnnx({
    inputs: [
      { name: 'input', type: FLOAT, shape: [1, 'samples'] },
      state('state'),
      { name: 'sr', type: INT64, shape: [1] },
    ],
    outputs: [{ name: 'output', type: FLOAT, shape: [1, 1] }, state('stateN')],
    nodes: [
      { op: 'Abs', inputs: ['input'], outputs: ['loud'] },
      { op: 'ReduceMean', inputs: ['loud'], outputs: ['level'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Mul', inputs: ['level', 'gain'], outputs: ['scaled'] },
      { op: 'Min', inputs: ['scaled', 'most'], outputs: ['output'] },
      { op: 'Identity', inputs: ['state'], outputs: ['stateN'] },
    ],
    constants: [number('gain', 50), number('most', 1)],
  });
}

/** What the made-up denoiser leaves of a recording. */
export const DENOISER_GAIN = 0.5;

/** GTCRN: every spectrum becomes quieter, and its three memories stay as they are. */
export function tinyDenoiser(): Uint8Array {
  const shapes = { conv_cache: [2, 1, 16, 16, 33], tra_cache: [2, 3, 1, 1, 16], inter_cache: [2, 1, 33, 16] };
  const caches = Object.entries(shapes).map(([name, shape]): GraphValue => ({ name, type: FLOAT, shape }));
  const after = caches.map(({ name, ...rest }) => ({ ...rest, name: `${name}_out` }));
  return writeOnnx({
    inputs: [{ name: 'mix', type: FLOAT, shape: [1, 257, 1, 2] }, ...caches],
    outputs: [{ name: 'enh', type: FLOAT, shape: [1, 257, 1, 2] }, ...after],
    nodes: [
      { op: 'Mul', inputs: ['mix', 'gain'], outputs: ['enh'] },
      ...caches.map(({ name }) => ({ op: 'Identity', inputs: [name], outputs: [`${name}_out`] })),
    ],
    constants: [number('gain', DENOISER_GAIN)],
    metadata: {
      model_type: 'gtcrn',
      sample_rate: RATE,
      n_fft: 512,
      hop_length: 256,
      window_length: 512,
      window_type: 'hann_sqrt',
      version: 1,
      ...Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`${name}_shape`, shape.join(',')])),
    },
  });
}

/** A speaker model as WeSpeaker writes it: how a voice sounds is the mean of its spectra, less that of all voices. */
export function tinySpeakerEmbedding(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'feats', type: FLOAT, shape: ['batch', 'frames', 80] }],
    outputs: [{ name: 'embs', type: FLOAT, shape: ['batch', 80] }],
    nodes: [
      { op: 'Mul', inputs: ['feats', 'feats'], outputs: ['squared'] },
      { op: 'ReduceMean', inputs: ['squared'], outputs: ['embs'], attributes: { axes: [1], keepdims: 0 } },
    ],
    constants: [],
    metadata: { output_dim: 80, sample_rate: RATE, normalize_samples: 1, language: 'English', framework: 'wespeaker' },
  });
}

/** Samples that the made-up segmentation looks at together, and for each of its answers, as pyannote's does. */
const WINDOW = 160_000;
const FIELD = { size: 991, shift: 270 };

/** Segmentation as pyannote writes it: nobody speaks in silence, the first speaker low, the second high. */
export function tinySegmentation(): Uint8Array {
  const pool = { kernel_shape: [FIELD.size], strides: [FIELD.shift] };
  return writeOnnx({
    inputs: [{ name: 'x', type: FLOAT, shape: ['batch', 1, 'samples'] }],
    outputs: [{ name: 'y', type: FLOAT, shape: ['batch', 'frames', 7] }],
    nodes: [
      { op: 'Abs', inputs: ['x'], outputs: ['loud'] },
      { op: 'AveragePool', inputs: ['loud'], outputs: ['level'], attributes: pool },
      { op: 'Conv', inputs: ['x', 'difference'], outputs: ['steps'] },
      { op: 'Abs', inputs: ['steps'], outputs: ['steep'] },
      { op: 'AveragePool', inputs: ['steep'], outputs: ['height'], attributes: pool },
      { op: 'Concat', inputs: ['level', 'height'], outputs: ['both'], attributes: { axis: 1 } },
      { op: 'Transpose', inputs: ['both'], outputs: ['frames_first'], attributes: { perm: [0, 2, 1] } },
      { op: 'MatMul', inputs: ['frames_first', 'weights'], outputs: ['weighted'] },
      { op: 'Add', inputs: ['weighted', 'biases'], outputs: ['y'] },
    ],
    constants: [
      { name: 'difference', shape: [1, 1, 2], values: Float32Array.of(-1, 1) },
      { name: 'weights', shape: [2, 7], values: Float32Array.of(0, 100, -100, 0, 0, 0, 0, 0, -200, 200, 0, 0, 0, 0) },
      { name: 'biases', shape: [1, 1, 7], values: Float32Array.of(0, -1, -1, -90, -90, -90, -90) },
    ],
    metadata: {
      model_type: 'pyannote-segmentation-3.0',
      sample_rate: RATE,
      window_size: WINDOW,
      receptive_field_size: FIELD.size,
      receptive_field_shift: FIELD.shift,
      num_speakers: 3,
      powerset_max_classes: 2,
      num_classes: 7,
    },
  });
}

const SENSE_TOKENS = ['<unk>', '<|en|>', '<|NEUTRAL|>', '<|Speech|>', '<|withitn|>', '▁hello', '▁world'];
const FEATURES = 560;

/** SenseVoice: four tokens that tell of the recording, then two words. */
export function tinySenseVoice(): Uint8Array {
  const rows = 4000;
  const values = new Float32Array(rows * SENSE_TOKENS.length);
  const at: Readonly<Record<number, number>> = { 0: 1, 1: 2, 2: 3, 3: 4, 7: 5, 12: 6 };
  for (let row = 0; row < rows; row++) values[row * SENSE_TOKENS.length + (at[row] ?? 0)] = 10;
  const input = (name: string, shape: GraphValue['shape'] = ['batch']): GraphValue => ({ name, type: INT32, shape });
  return writeOnnx({
    inputs: [
      { name: 'x', type: FLOAT, shape: ['batch', 'frames', FEATURES] },
      input('x_length'),
      input('language'),
      input('text_norm'),
    ],
    outputs: [{ name: 'logits', type: FLOAT, shape: ['batch', 'out_frames', SENSE_TOKENS.length] }],
    nodes: [
      { op: 'Shape', inputs: ['x'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'second'], outputs: ['frames'] },
      { op: 'Add', inputs: ['frames', 'four'], outputs: ['count'] },
      { op: 'Range', inputs: ['zero', 'count', 'one'], outputs: ['rows'] },
      { op: 'Gather', inputs: ['table', 'rows'], outputs: ['some'] },
      { op: 'Unsqueeze', inputs: ['some', 'axis_0'], outputs: ['logits'] },
    ],
    constants: [
      scalar('second', 1),
      scalar('four', 4),
      scalar('zero', 0),
      scalar('one', 1),
      integers('axis_0', [0]),
      { name: 'table', shape: [rows, SENSE_TOKENS.length], values },
    ],
    metadata: {
      model_type: 'sense_voice_ctc',
      comment: 'tiny',
      vocab_size: SENSE_TOKENS.length,
      lfr_window_size: 7,
      lfr_window_shift: 6,
      normalize_samples: 0,
      with_itn: 14,
      without_itn: 15,
      lang_auto: 0,
      lang_zh: 3,
      lang_en: 4,
      lang_ja: 11,
      lang_ko: 12,
      lang_yue: 7,
      neg_mean: Array(FEATURES).fill('0.1').join(','),
      inv_stddev: Array(FEATURES).fill('1.0').join(','),
    },
  });
}

/** `tokens.txt` of {@link tinySenseVoice}. */
export function tinySenseTokens(): Uint8Array {
  return Buffer.from(SENSE_TOKENS.map((token, id) => `${token} ${id}\n`).join(''));
}

function number(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
