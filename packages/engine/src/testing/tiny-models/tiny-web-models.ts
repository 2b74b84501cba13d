import { integers, SYMBOLS, scalar, waveConstants, waveNodes } from './graph-parts.ts';
import { FLOAT, type GraphNode, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

/** Files of a repository as conversions for the web have them, by their paths. */
export type RepositoryFiles = ReadonlyMap<string, Uint8Array>;

/** How loud the voices of the made-up Kokoro are. */
export const WEB_VOICE_LEVELS = { af_heart: 0.25, am_adam: 0.75, ff_siwis: 0.5 } as const;
const STYLE_ROWS = 510;
const STYLE_SIZE = 256;

/** A Kokoro with the true inputs and outputs: each sound has a tone, the vector of the voice is how loud it is. */
export function tinyWebKokoro(): RepositoryFiles {
  // Number 0 marks beginning and end.
  const vocabulary = Object.fromEntries(['$', ...SYMBOLS.slice(1)].map((symbol, id) => [symbol, id]));
  const known = Object.keys(vocabulary)
    .join('')
    .replaceAll(/[\]\\^-]/g, '\\$&');
  const graph = writeOnnx({
    inputs: [
      { name: 'input_ids', type: INT64, shape: [1, 'tokens'] },
      { name: 'style', type: FLOAT, shape: [1, STYLE_SIZE] },
      { name: 'speed', type: FLOAT, shape: [1] },
    ],
    outputs: [{ name: 'waveform', type: FLOAT, shape: [1, 'samples'] }],
    nodes: [
      { op: 'Identity', inputs: ['input_ids'], outputs: ['x'] },
      { op: 'Reciprocal', inputs: ['speed'], outputs: ['stretch'] },
      ...waveNodes(),
      { op: 'Reshape', inputs: ['style', 'flat_shape'], outputs: ['levels'] },
      { op: 'Gather', inputs: ['levels', 'axis_0'], outputs: ['level'] },
      { op: 'Mul', inputs: ['wave', 'level'], outputs: ['loud'] },
      { op: 'Unsqueeze', inputs: ['loud', 'axis_0'], outputs: ['waveform'] },
    ],
    constants: waveConstants(),
  });
  return new Map([
    ['config.json', json({ model_type: 'style_text_to_speech_2' })],
    [
      'tokenizer_config.json',
      json({ tokenizer_class: 'PreTrainedTokenizer', model_max_length: 512, pad_token: '$', unk_token: '$' }),
    ],
    [
      'tokenizer.json',
      json({
        version: '1.0',
        added_tokens: [],
        normalizer: { type: 'Replace', pattern: { Regex: `[^${known}]` }, content: '' },
        pre_tokenizer: { type: 'Split', pattern: { Regex: '' }, behavior: 'Isolated', invert: false },
        post_processor: {
          type: 'TemplateProcessing',
          single: [
            { SpecialToken: { id: '$', type_id: 0 } },
            { Sequence: { id: 'A', type_id: 0 } },
            { SpecialToken: { id: '$', type_id: 0 } },
          ],
          special_tokens: { $: { id: '$', ids: [0], tokens: ['$'] } },
        },
        decoder: null,
        model: { vocab: vocabulary },
      }),
    ],
    ['onnx/model.onnx', graph],
    ['onnx/model_quantized.onnx', graph],
    ...Object.entries(WEB_VOICE_LEVELS).map(([voice, level]): [string, Uint8Array] => {
      const styles = new Float32Array(STYLE_ROWS * STYLE_SIZE).fill(level);
      return [`voices/${voice}.bin`, new Uint8Array(styles.buffer)];
    }),
  ]);
}

const WIDTH = 80;
const HEADS = 2;

/** What the made-up Whisper hears: what has more energy below 500 Hz than above 6 kHz is "low", else "high". */
export const WEB_HEARD = { low: 'low voice', high: 'high voice' } as const;
/** The language that the made-up Whisper hears. */
export const WEB_LANGUAGE = 'de';

const WHISPER_TOKENS = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|de|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|notimestamps|>',
  'Ġlow',
  'Ġhigh',
  'Ġvoice',
];
const [END, START, EN, DE, TRANSLATE, TRANSCRIBE, NO_TIMES, LOW, HIGH, VOICE] = [...WHISPER_TOKENS.keys()] as [
  ...[number, number, number, number, number],
  ...[number, number, number, number, number],
];

/** A Whisper with the true inputs and outputs, whose words depend on the bands of the spectrum that it is given. */
export function tinyWebWhisper(): RepositoryFiles {
  const encoder = writeOnnx({
    inputs: [{ name: 'input_features', type: FLOAT, shape: ['batch_size', WIDTH, 3000] }],
    outputs: [{ name: 'last_hidden_state', type: FLOAT, shape: ['batch_size', 3000, WIDTH] }],
    nodes: [
      { op: 'Transpose', inputs: ['input_features'], outputs: ['last_hidden_state'], attributes: { perm: [0, 2, 1] } },
    ],
    constants: [],
  });
  const scores = new Float32Array(WIDTH * WHISPER_TOKENS.length);
  for (let band = 0; band < 10; band++) {
    scores[band * WHISPER_TOKENS.length + LOW] = 1;
    scores[(WIDTH - 1 - band) * WHISPER_TOKENS.length + HIGH] = 1;
  }
  // What follows the start is the language; the four tokens of the prompt are followed by the first word.
  const steps = [[DE], [], [], [LOW, HIGH], [VOICE], [END]];
  const decoder = tinyDecoder({ vocabulary: WHISPER_TOKENS.length, scores, steps });
  const special = WHISPER_TOKENS.slice(0, LOW);
  return new Map([
    [
      'config.json',
      json({
        model_type: 'whisper',
        is_encoder_decoder: true,
        d_model: WIDTH,
        encoder_layers: 1,
        decoder_layers: 1,
        encoder_attention_heads: HEADS,
        decoder_attention_heads: HEADS,
        max_source_positions: 1500,
        num_mel_bins: WIDTH,
        vocab_size: WHISPER_TOKENS.length,
        decoder_start_token_id: START,
        eos_token_id: END,
        pad_token_id: END,
      }),
    ],
    [
      'generation_config.json',
      json({
        decoder_start_token_id: START,
        eos_token_id: END,
        pad_token_id: END,
        is_multilingual: true,
        lang_to_id: { '<|en|>': EN, '<|de|>': DE },
        task_to_id: { translate: TRANSLATE, transcribe: TRANSCRIBE },
        no_timestamps_token_id: NO_TIMES,
        max_length: 32,
      }),
    ],
    [
      'preprocessor_config.json',
      json({
        feature_extractor_type: 'WhisperFeatureExtractor',
        processor_class: 'WhisperProcessor',
        chunk_length: 30,
        feature_size: WIDTH,
        hop_length: 160,
        n_fft: 400,
        n_samples: 480_000,
        nb_max_frames: 3000,
        sampling_rate: 16_000,
      }),
    ],
    ['tokenizer_config.json', json({ tokenizer_class: 'WhisperTokenizer', model_max_length: 1024 })],
    ['tokenizer.json', tokenizerOf(WHISPER_TOKENS, special, { type: 'ByteLevel', trim_offsets: true })],
    ...graphs({ encoder_model: encoder, decoder_model_merged: decoder }),
  ]);
}

/** What the made-up Moonshine hears, whatever is said. */
export const MOONSHINE_HEARD = 'moon shine';

/** A Moonshine with the true inputs and outputs. */
export function tinyWebMoonshine(): RepositoryFiles {
  const tokens = ['<s>', '</s>', '▁moon', '▁shine'];
  const encoder = writeOnnx({
    inputs: [{ name: 'input_values', type: FLOAT, shape: ['batch_size', 'samples'] }],
    outputs: [{ name: 'last_hidden_state', type: FLOAT, shape: ['batch_size', 'frames', 1] }],
    nodes: [{ op: 'Unsqueeze', inputs: ['input_values', 'axis_2'], outputs: ['last_hidden_state'] }],
    constants: [integers('axis_2', [2])],
  });
  const steps = [[2], [3], [1]];
  const decoder = tinyDecoder({ vocabulary: tokens.length, scores: new Float32Array(tokens.length), steps, width: 1 });
  const special = tokens.slice(0, 2);
  const shape = { num_hidden_layers: 1, num_attention_heads: HEADS, num_key_value_heads: HEADS };
  const both = Object.fromEntries(
    Object.entries(shape).flatMap(([name, value]) => [`encoder_${name}`, `decoder_${name}`].map((key) => [key, value])),
  );
  const ends = { decoder_start_token_id: 0, bos_token_id: 0, eos_token_id: 1 };
  return new Map([
    [
      'config.json',
      json({ model_type: 'moonshine', is_encoder_decoder: true, hidden_size: WIDTH, vocab_size: 4, ...both, ...ends }),
    ],
    ['generation_config.json', json({ ...ends, max_length: 194 })],
    [
      'preprocessor_config.json',
      json({
        feature_extractor_type: 'MoonshineFeatureExtractor',
        processor_class: 'MoonshineProcessor',
        sampling_rate: 16_000,
      }),
    ],
    ['tokenizer_config.json', json({ tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: 1024 })],
    [
      'tokenizer.json',
      tokenizerOf(tokens, special, {
        type: 'Metaspace',
        replacement: '▁',
        add_prefix_space: true,
        prepend_scheme: 'first',
      }),
    ],
    ...graphs({ encoder_model: encoder, decoder_model_merged: decoder }),
  ]);
}

function graphs(parts: Readonly<Record<string, Uint8Array>>): Array<[string, Uint8Array]> {
  return Object.entries(parts).flatMap(([name, graph]): Array<[string, Uint8Array]> => {
    return [
      [`onnx/${name}.onnx`, graph],
      [`onnx/${name}_quantized.onnx`, graph],
    ];
  });
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function tokenizerOf(tokens: readonly string[], special: readonly string[], decoder: unknown): Uint8Array {
  return json({
    version: '1.0',
    added_tokens: special.map((content) => ({ id: tokens.indexOf(content), content, special: true })),
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder,
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges: [] },
  });
}

interface TinyDecoder {
  readonly vocabulary: number;
  /** What each number of the mean of the encoder's rows counts for each token. */
  readonly scores: Float32Array;
  /** The tokens that are likely at each step. */
  readonly steps: ReadonlyArray<readonly number[]>;
  /** Numbers in a row of the encoder. */
  readonly width?: number;
}

/** A decoder that counts its steps by what it remembers of its past. */
function tinyDecoder({ vocabulary, scores, steps, width = WIDTH }: TinyDecoder): Uint8Array {
  const kinds = ['key', 'value'];
  const past = (part: string, kind: string): GraphValue => cache(`past_key_values.0.${part}.${kind}`, `past_${part}`);
  const present = (part: string, kind: string): GraphValue => cache(`present.0.${part}.${kind}`, `present_${part}`);
  const table = new Float32Array(32 * vocabulary);
  for (const [step, tokens] of steps.entries()) for (const token of tokens) table[step * vocabulary + token] = 1000;
  const remember = kinds.flatMap((kind): GraphNode[] => [
    {
      op: 'Concat',
      inputs: [past('decoder', kind).name, 'rows_now'],
      outputs: [present('decoder', kind).name],
      attributes: { axis: 2 },
    },
    { op: 'Identity', inputs: [past('encoder', kind).name], outputs: [present('encoder', kind).name] },
  ]);
  return writeOnnx({
    inputs: [
      { name: 'input_ids', type: INT64, shape: ['batch_size', 'steps'] },
      { name: 'encoder_hidden_states', type: FLOAT, shape: ['batch_size', 'frames', width] },
      { name: 'use_cache_branch', type: BOOL, shape: [1] },
      ...kinds.flatMap((kind) => [past('decoder', kind), past('encoder', kind)]),
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: ['batch_size', 'steps', vocabulary] },
      ...kinds.flatMap((kind) => [present('decoder', kind), present('encoder', kind)]),
    ],
    nodes: [
      { op: 'Shape', inputs: [past('decoder', 'key').name], outputs: ['past_shape'] },
      { op: 'Gather', inputs: ['past_shape', 'two'], outputs: ['done'] },
      { op: 'Shape', inputs: ['input_ids'], outputs: ['ids_shape'] },
      { op: 'Gather', inputs: ['ids_shape', 'one_1'], outputs: ['count_1'] },
      { op: 'Squeeze', inputs: ['count_1', 'axis_0'], outputs: ['count'] },
      { op: 'Add', inputs: ['done', 'count'], outputs: ['to'] },
      { op: 'Range', inputs: ['done', 'to', 'one'], outputs: ['positions'] },
      { op: 'Gather', inputs: ['table', 'positions'], outputs: ['likely'] },
      { op: 'Unsqueeze', inputs: ['likely', 'axis_0'], outputs: ['likely_3'] },
      {
        op: 'ReduceMean',
        inputs: ['encoder_hidden_states'],
        outputs: ['mean'],
        attributes: { axes: [1], keepdims: 1 },
      },
      { op: 'MatMul', inputs: ['mean', 'scores'], outputs: ['heard'] },
      { op: 'Add', inputs: ['likely_3', 'heard'], outputs: ['logits'] },
      { op: 'Concat', inputs: ['row_head', 'count_1', 'row_tail'], outputs: ['row_shape'], attributes: { axis: 0 } },
      { op: 'Expand', inputs: ['row', 'row_shape'], outputs: ['rows_now'] },
      ...remember,
    ],
    constants: [
      scalar('two', 2),
      integers('one_1', [1]),
      scalar('one', 1),
      integers('axis_0', [0]),
      integers('row_head', [1, HEADS]),
      integers('row_tail', [WIDTH / HEADS]),
      { name: 'row', shape: [1, HEADS, 1, WIDTH / HEADS], values: new Float32Array(WIDTH) },
      { name: 'scores', shape: [width, vocabulary], values: scores },
      { name: 'table', shape: [32, vocabulary], values: table },
    ],
  });
}

/** A Silero with the true inputs and outputs: the louder the sound, the likelier a voice. */
export function tinyWebSilero(): RepositoryFiles {
  const state = (name: string): GraphValue => ({ name, type: FLOAT, shape: [2, 'batch', 128] });
  const graph = writeOnnx({
    inputs: [
      { name: 'input', type: FLOAT, shape: ['batch', 'samples'] },
      state('state'),
      { name: 'sr', type: INT64, shape: [] },
    ],
    outputs: [{ name: 'output', type: FLOAT, shape: ['batch', 1] }, state('stateN')],
    nodes: [
      { op: 'Abs', inputs: ['input'], outputs: ['loud'] },
      { op: 'ReduceMax', inputs: ['loud'], outputs: ['loudest'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Mul', inputs: ['loudest', 'keen'], outputs: ['keenly'] },
      { op: 'Tanh', inputs: ['keenly'], outputs: ['output'] },
      { op: 'Identity', inputs: ['state'], outputs: ['stateN'] },
    ],
    constants: [{ name: 'keen', shape: [1], values: new Float32Array([6]) }],
  });
  return new Map([['onnx/model.onnx', graph]]);
}

const BOOL = 9;

function cache(name: string, length: string): GraphValue {
  return { name, type: FLOAT, shape: ['batch_size', HEADS, length, WIDTH / HEADS] };
}
