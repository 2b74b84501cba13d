import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { integers } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, type GraphNode, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

/** The pairs of words that the made-up translator knows; it translates word for word, in their order. */
export const TRANSLATED_WORDS: ReadonlyArray<readonly [string, string]> = [
  ['hello', 'hallo'],
  ['world', 'welt'],
  ['good', 'guten'],
  ['morning', 'morgen'],
  ['everybody', 'allerseits'],
];

const END = 0;
const PADDING = 1;
const UNKNOWN = 2;
const FIRST_WORD = 3;
const WORDS = TRANSLATED_WORDS.flat();
const TOKENS = ['</s>', '<pad>', '<unk>', ...WORDS.map((word) => `▁${word}`)];
const WIDTH = 8;
const HEADS = 2;
const BOOL = 9;

/** A translator with the inputs and outputs of Marian's, whose every step says the translation of the next word. */
export function tinyTranslator(): CardWithFiles {
  const names = {
    encoder: 'encoder.onnx',
    decoder: 'decoder.onnx',
    tokenizer: 'tokenizer.json',
    tokenizerConfig: 'tokenizer_config.json',
    config: 'config.json',
  };
  const files = {
    'encoder.onnx': encoder(),
    'decoder.onnx': decoder(),
    'tokenizer.json': json(TOKENIZER),
    'tokenizer_config.json': json({ eos_token: '</s>', pad_token: '<pad>', unk_token: '<unk>' }),
    'config.json': json({
      d_model: WIDTH,
      decoder_layers: 1,
      decoder_attention_heads: HEADS,
      decoder_start_token_id: PADDING,
      eos_token_id: END,
      pad_token_id: PADDING,
      bad_words_ids: [[PADDING]],
      num_beams: 3,
    }),
  };
  const base = onnxCard('tiny-translator', { family: 'translation', files: names }, Object.keys(files));
  const variants = base.variants.map((variant) => ({ ...variant, languages: ['en', 'de'] }));
  const card: ModelCard = { ...BY_MINUTE, ...base, variants, type: 'translation', languages: ['en', 'de'] };
  return { card, files };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

const TOKENIZER = {
  version: '1.0',
  added_tokens: [END, PADDING, UNKNOWN].map((id) => ({ id, content: TOKENS[id], special: true })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [{ type: 'Punctuation', behavior: 'Isolated' }, { type: 'WhitespaceSplit' }, metaspace()],
  },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '</s>', type_id: 0 } }],
    pair: [],
    special_tokens: { '</s>': { id: '</s>', ids: [END], tokens: ['</s>'] } },
  },
  decoder: metaspace(),
  model: { type: 'Unigram', unk_id: UNKNOWN, vocab: TOKENS.map((token) => [token, token === '<unk>' ? -20 : -1]) },
};

function metaspace() {
  return { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' };
}

/** What it makes of a token is a row of a table: in its first column the number of the translation. */
function encoder(): Uint8Array {
  const rows = new Float32Array(TOKENS.length * WIDTH);
  for (const [id] of TOKENS.entries()) {
    // Words stand in pairs; the end stays the end.
    rows[id * WIDTH] = id >= FIRST_WORD ? id + 1 : id;
  }
  return writeOnnx({
    inputs: [sequence('input_ids', 'length'), sequence('attention_mask', 'length')],
    outputs: [{ name: 'last_hidden_state', type: FLOAT, shape: [1, 'length', WIDTH] }],
    nodes: [{ op: 'Gather', inputs: ['rows', 'input_ids'], outputs: ['last_hidden_state'] }],
    constants: [{ name: 'rows', shape: [TOKENS.length, WIDTH], values: rows }],
  });
}

/** How far it is, it knows by what it remembers: each step adds a row to its past. */
function decoder(): Uint8Array {
  const past = (part: string, kind: string) => cache(`past_key_values.0.${part}.${kind}`, `past_${part}`);
  const present = (part: string, kind: string) => cache(`present.0.${part}.${kind}`, `present_${part}`);
  const kinds = ['key', 'value'];
  const remember = kinds.flatMap((kind): GraphNode[] => [
    {
      op: 'Concat',
      inputs: [past('decoder', kind).name, 'row'],
      outputs: [present('decoder', kind).name],
      attributes: { axis: 2 },
    },
    { op: 'Identity', inputs: [past('encoder', kind).name], outputs: [present('encoder', kind).name] },
  ]);
  return writeOnnx({
    inputs: [
      sequence('input_ids', 'steps'),
      { name: 'encoder_hidden_states', type: FLOAT, shape: [1, 'length', WIDTH] },
      sequence('encoder_attention_mask', 'length'),
      { name: 'use_cache_branch', type: BOOL, shape: [1] },
      ...kinds.flatMap((kind) => [past('decoder', kind), past('encoder', kind)]),
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, 1, TOKENS.length] },
      ...kinds.flatMap((kind) => [present('decoder', kind), present('encoder', kind)]),
    ],
    nodes: [
      { op: 'Shape', inputs: [past('decoder', 'key').name], outputs: ['past_shape'] },
      { op: 'Gather', inputs: ['past_shape', 'third'], outputs: ['steps_done'] },
      { op: 'Gather', inputs: ['encoder_hidden_states', 'steps_done'], outputs: ['hidden'], attributes: { axis: 1 } },
      { op: 'Gather', inputs: ['hidden', 'first_column'], outputs: ['number'], attributes: { axis: 2 } },
      { op: 'Sub', inputs: ['numbers', 'number'], outputs: ['distance'] },
      { op: 'Mul', inputs: ['distance', 'distance'], outputs: ['squared'] },
      { op: 'Mul', inputs: ['squared', 'minus_five'], outputs: ['scores'] },
      { op: 'Reshape', inputs: ['scores', 'logit_shape'], outputs: ['logits'] },
      ...remember,
    ],
    constants: [
      integers('third', [2]),
      integers('first_column', [0]),
      integers('logit_shape', [1, 1, -1]),
      scalarFloat('minus_five', -5),
      { name: 'numbers', shape: [1, 1, TOKENS.length], values: Float32Array.from(TOKENS.keys()) },
      { name: 'row', shape: [1, HEADS, 1, WIDTH / HEADS], values: new Float32Array(WIDTH) },
    ],
  });
}

function sequence(name: string, length: string): GraphValue {
  return { name, type: INT64, shape: [1, length] };
}

function cache(name: string, length: string): GraphValue {
  return { name, type: FLOAT, shape: [1, HEADS, length, WIDTH / HEADS] };
}

function scalarFloat(name: string, value: number) {
  return { name, shape: [], values: Float32Array.of(value) };
}
