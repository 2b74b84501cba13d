import type { ModelCard } from '../../models/catalog/card.ts';
import { PREMIUM_VOICES } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { integers, scalar } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, type GraphConstant, type GraphNode, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

const WIDTH = 4;
const VOCABULARY = 6563;
const START = 6561;
const STOP = 6562;
const EXAGGERATION = 6563;
/** The first token that the made-up model says; each later one is the next. */
const FIRST_SAID = 100;
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz .,'!?-"];
/** Numbers of letters are below. */
const MOST_LETTERS = 50;

/** Tokens of the recording, which are decoded before what is said. */
export const CHATTERBOX_PROMPT = [7, 8, 9];
/** Samples of a token, at 24 kHz. */
export const CHATTERBOX_TOKEN = 960;

/** Chatterbox that says a token for each letter, as loud as the recording. */
export function tinyChatterbox(): CardWithFiles {
  const files = {
    'speech_encoder.onnx': speechEncoder(),
    'embed_tokens.onnx': embedTokens(),
    'language_model.onnx': languageModel(),
    'conditional_decoder.onnx': conditionalDecoder(),
    'tokenizer.json': Buffer.from(JSON.stringify(TOKENIZER)),
  };
  const settings = {
    family: 'chatterbox',
    files: {
      speechEncoder: 'speech_encoder.onnx',
      embedTokens: 'embed_tokens.onnx',
      languageModel: 'language_model.onnx',
      conditionalDecoder: 'conditional_decoder.onnx',
      tokenizer: 'tokenizer.json',
    },
    clones: 'audio',
    heads: 1,
    headSize: WIDTH,
  };
  const base = onnxCard('tiny-chatterbox', settings, Object.keys(files), 24_000);
  const card: ModelCard = { ...PREMIUM_VOICES, ...base, languages: ['en'], voices: [] };
  return { card, files };
}

const framing = [
  ['[EXAGGERATION]', EXAGGERATION],
  ['[START]', 255],
  ['[STOP]', 0],
  ['[START_SPEECH]', START],
] as const;

const TOKENIZER = {
  version: '1.0',
  added_tokens: framing.map(([content, id]) => ({ id, content, special: true })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: null,
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[EXAGGERATION]', type_id: 0 } },
      { SpecialToken: { id: '[START]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[STOP]', type_id: 0 } },
      { SpecialToken: { id: '[START_SPEECH]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: Object.fromEntries(framing.map(([id, number]) => [id, { id, ids: [number], tokens: [id] }])),
  },
  decoder: null,
  model: {
    type: 'BPE',
    vocab: Object.fromEntries([...LETTERS.map((letter, index) => [letter, index + 1]), ...framing]),
    merges: [],
    unk_token: '-',
  },
};

function speechEncoder(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'audio_values', type: FLOAT, shape: [1, 'samples'] }],
    outputs: [
      { name: 'audio_features', type: FLOAT, shape: [1, 2, WIDTH] },
      { name: 'audio_tokens', type: INT64, shape: [1, CHATTERBOX_PROMPT.length] },
      { name: 'speaker_embeddings', type: FLOAT, shape: [1, 192] },
      { name: 'speaker_features', type: FLOAT, shape: [1, 2, 80] },
    ],
    nodes: [
      { op: 'Abs', inputs: ['audio_values'], outputs: ['rectified'] },
      { op: 'ReduceMean', inputs: ['rectified'], outputs: ['level'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Mul', inputs: ['ones', 'level'], outputs: ['speaker_embeddings'] },
      identity('no_features', 'audio_features'),
      identity('prompt', 'audio_tokens'),
      identity('no_mels', 'speaker_features'),
    ],
    constants: [
      { name: 'ones', shape: [1, 192], values: new Float32Array(192).fill(1) },
      { name: 'no_features', shape: [1, 2, WIDTH], values: new Float32Array(2 * WIDTH) },
      { name: 'prompt', shape: [1, CHATTERBOX_PROMPT.length], values: BigInt64Array.from(CHATTERBOX_PROMPT, BigInt) },
      { name: 'no_mels', shape: [1, 2, 80], values: new Float32Array(160) },
    ],
  });
}

/** A token's number, its place, how much is acted, and one. */
function embedTokens(): Uint8Array {
  const columns = ['numbers', 'places', 'acting', 'one'];
  return writeOnnx({
    inputs: [
      { name: 'input_ids', type: INT64, shape: [1, 'length'] },
      { name: 'position_ids', type: INT64, shape: [1, 'length'] },
      { name: 'exaggeration', type: FLOAT, shape: [1] },
    ],
    outputs: [{ name: 'inputs_embeds', type: FLOAT, shape: [1, 'length', WIDTH] }],
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['number_row'], attributes: { to: FLOAT } },
      { op: 'Cast', inputs: ['position_ids'], outputs: ['place_row'], attributes: { to: FLOAT } },
      { op: 'Unsqueeze', inputs: ['number_row', 'axis_2'], outputs: ['numbers'] },
      { op: 'Unsqueeze', inputs: ['place_row', 'axis_2'], outputs: ['places'] },
      { op: 'Mul', inputs: ['numbers', 'nothing'], outputs: ['zeros'] },
      { op: 'Add', inputs: ['zeros', 'exaggeration'], outputs: ['acting'] },
      { op: 'Exp', inputs: ['zeros'], outputs: ['one'] },
      { op: 'Concat', inputs: columns, outputs: ['inputs_embeds'], attributes: { axis: 2 } },
    ],
    constants: [integers('axis_2', [2]), float('nothing', 0)],
  });
}

/** As many tokens as there were letters, one after the other, by the place of the last. */
function languageModel(): Uint8Array {
  const cache = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1, `${name}_length`, WIDTH] });
  return writeOnnx({
    inputs: [
      { name: 'inputs_embeds', type: FLOAT, shape: [1, 'length', WIDTH] },
      { name: 'attention_mask', type: INT64, shape: [1, 'total'] },
      cache('past_key_values.0.key'),
      cache('past_key_values.0.value'),
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, 1, VOCABULARY] },
      cache('present.0.key'),
      cache('present.0.value'),
    ],
    nodes: [
      { op: 'Unsqueeze', inputs: ['inputs_embeds', 'axis_1'], outputs: ['rows'] },
      { op: 'Concat', inputs: ['past_key_values.0.key', 'rows'], outputs: ['present.0.key'], attributes: { axis: 2 } },
      identity('present.0.key', 'present.0.value'),
      { op: 'Gather', inputs: ['present.0.key', 'first'], outputs: ['numbers'], attributes: { axis: 3 } },
      { op: 'Less', inputs: ['numbers', 'most_letters'], outputs: ['is_low'] },
      { op: 'Greater', inputs: ['numbers', 'half'], outputs: ['is_some'] },
      { op: 'And', inputs: ['is_low', 'is_some'], outputs: ['is_letter'] },
      { op: 'Cast', inputs: ['is_letter'], outputs: ['letter_ones'], attributes: { to: FLOAT } },
      { op: 'ReduceSum', inputs: ['letter_ones'], outputs: ['letters'], attributes: { keepdims: 0 } },
      { op: 'Gather', inputs: ['inputs_embeds', 'last'], outputs: ['latest'], attributes: { axis: 1 } },
      { op: 'Gather', inputs: ['latest', 'second'], outputs: ['place_row'], attributes: { axis: 1 } },
      { op: 'Squeeze', inputs: ['place_row', 'axis_0'], outputs: ['place'] },
      { op: 'Less', inputs: ['place', 'letters'], outputs: ['goes_on'] },
      { op: 'Add', inputs: ['place', 'first_said'], outputs: ['next'] },
      { op: 'Where', inputs: ['goes_on', 'next', 'stop'], outputs: ['token'] },
      { op: 'Sub', inputs: ['all', 'token'], outputs: ['distances'] },
      { op: 'Mul', inputs: ['distances', 'distances'], outputs: ['squares'] },
      { op: 'Neg', inputs: ['squares'], outputs: ['scores'] },
      { op: 'Reshape', inputs: ['scores', 'logit_shape'], outputs: ['logits'] },
    ],
    constants: [
      integers('axis_0', [0]),
      integers('axis_1', [1]),
      integers('logit_shape', [1, 1, -1]),
      scalar('first', 0),
      scalar('second', 1),
      scalar('last', -1),
      float('most_letters', MOST_LETTERS),
      float('half', 0.5),
      float('first_said', FIRST_SAID),
      float('stop', STOP),
      { name: 'all', shape: [VOCABULARY], values: Float32Array.from({ length: VOCABULARY }, (_, token) => token) },
    ],
  });
}

function conditionalDecoder(): Uint8Array {
  const tone = Float32Array.from({ length: CHATTERBOX_TOKEN }, (_, at) =>
    Math.sin((2 * Math.PI * 8 * at) / CHATTERBOX_TOKEN),
  );
  return writeOnnx({
    inputs: [
      { name: 'speech_tokens', type: INT64, shape: [1, 'tokens'] },
      { name: 'speaker_embeddings', type: FLOAT, shape: [1, 192] },
      { name: 'speaker_features', type: FLOAT, shape: [1, 'mels', 80] },
    ],
    outputs: [{ name: 'waveform', type: FLOAT, shape: [1, 'samples'] }],
    nodes: [
      { op: 'Cast', inputs: ['speech_tokens'], outputs: ['numbers'], attributes: { to: FLOAT } },
      { op: 'Mul', inputs: ['numbers', 'nothing'], outputs: ['zeros'] },
      {
        op: 'ReduceMean',
        inputs: ['speaker_embeddings'],
        outputs: ['level'],
        attributes: { axes: [0, 1], keepdims: 0 },
      },
      { op: 'Add', inputs: ['zeros', 'level'], outputs: ['levels'] },
      { op: 'Unsqueeze', inputs: ['levels', 'axis_2'], outputs: ['column'] },
      { op: 'MatMul', inputs: ['column', 'tone'], outputs: ['pieces'] },
      { op: 'Reshape', inputs: ['pieces', 'wave_shape'], outputs: ['waveform'] },
    ],
    constants: [
      float('nothing', 0),
      integers('axis_2', [2]),
      integers('wave_shape', [1, -1]),
      { name: 'tone', shape: [1, CHATTERBOX_TOKEN], values: tone },
    ],
  });
}

function identity(from: string, to: string): GraphNode {
  return { op: 'Identity', inputs: [from], outputs: [to] };
}

function float(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
