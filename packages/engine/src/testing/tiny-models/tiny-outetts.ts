import type { ModelCard } from '../../models/catalog/card.ts';
import { PREMIUM_VOICES } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { integers, scalar } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, type GraphConstant, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

const WIDTH = 4;
const FRAME = 320;
/** A code of the first codebook tells how loud a frame is, in thousandths. */
const LOUD = 500;
/** Frames of the two words that the made-up model says, whatever the text is. */
export const OUTE_FRAMES = [15, 30];

const SPECIAL = [
  ...['im_start', 'im_end', 'text_start', 'text_end', 'audio_start', 'audio_end', 'word_start', 'word_end'],
  ...['features', 'code', 't_0.20', 'energy_10', 'spectral_centroid_15', 'pitch_45'],
  ...['c1', 'c2'].flatMap((book) => Array.from({ length: 1025 }, (_, code) => `${book}_${code}`)),
].map((name) => `<|${name}|>`);
const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,'!?-\n"];
const VOCABULARY = [...LETTERS, ...SPECIAL];
const numberOf = (token: string) => VOCABULARY.indexOf(token);

/** The profile of the made-up speaker. */
export const OUTE_SPEAKER = {
  text: 'Oh hello',
  words: [
    { word: 'Oh', duration: 0.2, c1: [1, 2], c2: [3, 4], features: { energy: 10, spectral_centroid: 15, pitch: 45 } },
    { word: 'hello', duration: 0.2, c1: [LOUD], c2: [6], features: { energy: 10, spectral_centroid: 15, pitch: 45 } },
  ],
};

/** OuteTTS that says two words of known lengths, as loud as the greatest code of the speaker's profile. */
export function tinyOuteTts(): CardWithFiles {
  const files = {
    'model.onnx': languageModel(),
    'decoder_model.onnx': codec(),
    'encoder_model.onnx': encoder(),
    'tokenizer.json': json(TOKENIZER),
    'tokenizer_config.json': json({}),
    'speaker.json': json(OUTE_SPEAKER),
  };
  const settings = {
    family: 'outetts',
    files: {
      languageModel: 'model.onnx',
      codec: 'decoder_model.onnx',
      encoder: 'encoder_model.onnx',
      tokenizer: 'tokenizer.json',
      tokenizerConfig: 'tokenizer_config.json',
    },
    clones: 'audio-and-words',
    profiles: ['speaker.json'],
    heads: 1,
    headSize: WIDTH,
  };
  const base = onnxCard('tiny-outetts', settings, Object.keys(files), 24_000);
  const card: ModelCard = {
    ...PREMIUM_VOICES,
    ...base,
    languages: ['en'],
    voices: [{ id: 'oute_0', name: 'Oute', languages: ['en'], gender: 'neutral', speaker: 0 }],
  };
  return { card, files };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

const TOKENIZER = {
  version: '1.0',
  added_tokens: SPECIAL.map((content) => ({ id: numberOf(content), content, special: true, normalized: false })),
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
  model: {
    type: 'BPE',
    vocab: Object.fromEntries(VOCABULARY.map((token, index) => [token, index])),
    merges: [],
    unk_token: '-',
  },
};

/** What it says, token by token; the word's beginning stands in the prompt. */
function script(): number[] {
  const sounds = (frames: number) =>
    Array.from({ length: frames }, (_, at) => [`<|c1_${LOUD}|>`, `<|c2_${at}|>`]).flat();
  const [first = 0, second = 0] = OUTE_FRAMES;
  return [
    ...['h', 'i', '<|features|>', '<|t_0.20|>', '<|code|>', ...sounds(first), '<|word_end|>', '\n', '<|word_start|>'],
    ...['h', 'o', '<|features|>', '<|t_0.20|>', '<|code|>', ...sounds(second), '<|word_end|>', '\n', '<|audio_end|>'],
  ].map(numberOf);
}

/** It counts its steps by what it remembers: of the prompt ones, of its own tokens nothing. */
function languageModel(): Uint8Array {
  const said = script();
  const cache = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1, `${name}_length`, WIDTH] });
  return writeOnnx({
    inputs: [
      { name: 'input_ids', type: INT64, shape: [1, 'length'] },
      { name: 'attention_mask', type: INT64, shape: [1, 'total'] },
      { name: 'position_ids', type: INT64, shape: [1, 'length'] },
      cache('past_key_values.0.key'),
      cache('past_key_values.0.value'),
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, 1, VOCABULARY.length] },
      cache('present.0.key'),
      cache('present.0.value'),
    ],
    nodes: [
      // The first token of the prompt alone is known by its number.
      { op: 'Equal', inputs: ['input_ids', 'beginning'], outputs: ['is_first'] },
      { op: 'Cast', inputs: ['is_first'], outputs: ['marks'], attributes: { to: FLOAT } },
      { op: 'ReduceSum', inputs: ['marks'], outputs: ['is_prompt'], attributes: { keepdims: 0 } },
      { op: 'Cast', inputs: ['input_ids'], outputs: ['numbers'], attributes: { to: FLOAT } },
      { op: 'Mul', inputs: ['numbers', 'nothing'], outputs: ['zeros'] },
      { op: 'Add', inputs: ['zeros', 'is_prompt'], outputs: ['ones'] },
      { op: 'Unsqueeze', inputs: ['ones', 'axes'], outputs: ['column'] },
      { op: 'Mul', inputs: ['column', 'row'], outputs: ['rows'] },
      { op: 'Concat', inputs: ['past_key_values.0.key', 'rows'], outputs: ['present.0.key'], attributes: { axis: 2 } },
      // The greatest code of the first codebook in the prompt is kept beside.
      { op: 'Sub', inputs: ['numbers', 'first_code'], outputs: ['codes'] },
      { op: 'Greater', inputs: ['codes', 'below'], outputs: ['not_below'] },
      { op: 'Less', inputs: ['codes', 'above'], outputs: ['not_above'] },
      { op: 'And', inputs: ['not_below', 'not_above'], outputs: ['is_code'] },
      { op: 'Cast', inputs: ['is_code'], outputs: ['code_marks'], attributes: { to: FLOAT } },
      { op: 'Mul', inputs: ['codes', 'code_marks'], outputs: ['own_codes'] },
      { op: 'ReduceMax', inputs: ['own_codes'], outputs: ['greatest'], attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['rows', 'greatest'], outputs: ['voice_rows'] },
      {
        op: 'Concat',
        inputs: ['past_key_values.0.value', 'voice_rows'],
        outputs: ['present.0.value'],
        attributes: { axis: 2 },
      },
      { op: 'ReduceMax', inputs: ['present.0.value'], outputs: ['voice'], attributes: { keepdims: 0 } },
      { op: 'Gather', inputs: ['present.0.key', 'first'], outputs: ['remembered'], attributes: { axis: 3 } },
      { op: 'ReduceSum', inputs: ['remembered'], outputs: ['prompt'], attributes: { keepdims: 0 } },
      { op: 'Shape', inputs: ['remembered'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'third'], outputs: ['total'] },
      { op: 'Cast', inputs: ['prompt'], outputs: ['prompt_count'], attributes: { to: INT64 } },
      { op: 'Sub', inputs: ['total', 'prompt_count'], outputs: ['step'] },
      { op: 'Gather', inputs: ['said', 'step'], outputs: ['token'] },
      { op: 'Equal', inputs: ['token', 'loud_token'], outputs: ['is_sound'] },
      { op: 'Cast', inputs: ['is_sound'], outputs: ['sound_mark'], attributes: { to: FLOAT } },
      { op: 'Sub', inputs: ['voice', 'loud'], outputs: ['louder'] },
      { op: 'Mul', inputs: ['sound_mark', 'louder'], outputs: ['moved'] },
      { op: 'Cast', inputs: ['token'], outputs: ['written'], attributes: { to: FLOAT } },
      { op: 'Add', inputs: ['written', 'moved'], outputs: ['wanted'] },
      { op: 'Sub', inputs: ['all', 'wanted'], outputs: ['distances'] },
      { op: 'Mul', inputs: ['distances', 'distances'], outputs: ['squares'] },
      { op: 'Mul', inputs: ['squares', 'steep'], outputs: ['scores'] },
      { op: 'Reshape', inputs: ['scores', 'logit_shape'], outputs: ['logits'] },
    ],
    constants: [
      scalar('beginning', numberOf('<|im_start|>')),
      scalar('first', 0),
      scalar('third', 2),
      scalar('loud_token', numberOf(`<|c1_${LOUD}|>`)),
      float('loud', LOUD),
      float('first_code', numberOf('<|c1_0|>')),
      float('below', -0.5),
      float('above', 1024.5),
      integers('axes', [0, 3]),
      integers('said', said),
      integers('logit_shape', [1, 1, -1]),
      float('nothing', 0),
      float('steep', -20),
      { name: 'row', shape: [1, 1, 1, WIDTH], values: new Float32Array(WIDTH).fill(1) },
      { name: 'all', shape: [VOCABULARY.length], values: Float32Array.from(VOCABULARY.keys()) },
    ],
  });
}

/** A code for each frame of a recording, the same in both codebooks: how loud it is, in thousandths. */
function encoder(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'input_values', type: FLOAT, shape: [1, 1, 'samples'] }],
    outputs: [{ name: 'audio_codes', type: INT64, shape: [1, 2, 'frames'] }],
    nodes: [
      { op: 'Reshape', inputs: ['input_values', 'frame_shape'], outputs: ['framed'] },
      { op: 'Abs', inputs: ['framed'], outputs: ['sizes'] },
      { op: 'ReduceMean', inputs: ['sizes'], outputs: ['levels'], attributes: { axes: [2], keepdims: 0 } },
      { op: 'Mul', inputs: ['levels', 'scale'], outputs: ['scaled'] },
      { op: 'Min', inputs: ['scaled', 'most'], outputs: ['bounded'] },
      { op: 'Cast', inputs: ['bounded'], outputs: ['whole'], attributes: { to: INT64 } },
      { op: 'Unsqueeze', inputs: ['whole', 'axis_1'], outputs: ['row'] },
      { op: 'Concat', inputs: ['row', 'row'], outputs: ['audio_codes'], attributes: { axis: 1 } },
    ],
    constants: [
      integers('frame_shape', [1, -1, FRAME]),
      integers('axis_1', [1]),
      float('scale', 1000),
      float('most', 1000),
    ],
  });
}

/** A tone for each frame, as loud as its first code. */
function codec(): Uint8Array {
  const tone = Float32Array.from({ length: FRAME }, (_, at) => Math.sin((2 * Math.PI * 4 * at) / FRAME) / 1000);
  return writeOnnx({
    inputs: [{ name: 'audio_codes', type: INT64, shape: [1, 2, 'frames'] }],
    outputs: [{ name: 'audio_values', type: FLOAT, shape: [1, 1, 'samples'] }],
    nodes: [
      { op: 'Gather', inputs: ['audio_codes', 'first'], outputs: ['codes'], attributes: { axis: 1 } },
      { op: 'Cast', inputs: ['codes'], outputs: ['levels'], attributes: { to: FLOAT } },
      { op: 'Unsqueeze', inputs: ['levels', 'axis_2'], outputs: ['column'] },
      { op: 'MatMul', inputs: ['column', 'tone'], outputs: ['pieces'] },
      { op: 'Reshape', inputs: ['pieces', 'wave_shape'], outputs: ['audio_values'] },
    ],
    constants: [
      scalar('first', 0),
      integers('axis_2', [2]),
      integers('wave_shape', [1, 1, -1]),
      { name: 'tone', shape: [1, FRAME], values: tone },
    ],
  });
}

function float(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
