import { integers, logitTable, scalar } from './graph-parts.ts';
import { FLOAT, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

/** What the made-up recognisers hear, whatever is said. */
export const HEARD = 'hello world';
const WORDS = ['▁hello', '▁world'];
const VOCABULARY = 1 + WORDS.length;
const MELS = 80;
const ROWS = 4000;

/** `tokens.txt` of the transducers. */
export function tinyWordTokens(): Uint8Array {
  return Buffer.from(['<blk>', ...WORDS].map((word, index) => `${word} ${index}\n`).join(''));
}

/** The three parts of a transducer that hears whole stretches: the tokens come at fixed frames. */
export function tinyTransducer(): Readonly<Record<'encoder' | 'decoder' | 'joiner', Uint8Array>> {
  const encoder = writeOnnx({
    inputs: [
      { name: 'x', type: FLOAT, shape: [1, 'frames', MELS] },
      { name: 'x_lens', type: INT64, shape: [1] },
    ],
    outputs: [
      { name: 'encoder_out', type: FLOAT, shape: [1, 'out_frames', VOCABULARY] },
      { name: 'encoder_out_lens', type: INT64, shape: [1] },
    ],
    nodes: [
      { op: 'Div', inputs: ['x_lens', 'four'], outputs: ['encoder_out_lens'] },
      { op: 'Squeeze', inputs: ['encoder_out_lens', 'axis_0'], outputs: ['count'] },
      { op: 'Range', inputs: ['zero', 'count', 'one'], outputs: ['rows'] },
      { op: 'Gather', inputs: ['table', 'rows'], outputs: ['logits'] },
      { op: 'Unsqueeze', inputs: ['logits', 'axis_0'], outputs: ['encoder_out'] },
    ],
    constants: [
      integers('four', [4]),
      integers('axis_0', [0]),
      scalar('zero', 0),
      scalar('one', 1),
      logitTable(
        'table',
        ROWS,
        VOCABULARY,
        new Map([
          [3, 1],
          [10, 2],
        ]),
      ),
    ],
    metadata: { model_type: 'zipformer2' },
  });
  return { encoder, ...tinyPrediction() };
}

/** The same, heard as it comes: the state counts the chunks. */
export function tinyStreamingTransducer(): Readonly<Record<'encoder' | 'decoder' | 'joiner', Uint8Array>> {
  const state = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1, 4] });
  const encoder = writeOnnx({
    inputs: [{ name: 'x', type: FLOAT, shape: [1, 9, MELS] }, state('h'), state('c')],
    outputs: [{ name: 'encoder_out', type: FLOAT, shape: [1, 1, VOCABULARY] }, state('next_h'), state('next_c')],
    nodes: [
      { op: 'Reshape', inputs: ['h', 'flat_shape'], outputs: ['counters'] },
      { op: 'Gather', inputs: ['counters', 'axis_0'], outputs: ['counter'] },
      { op: 'Cast', inputs: ['counter'], outputs: ['row'], attributes: { to: INT64 } },
      { op: 'Gather', inputs: ['table', 'row'], outputs: ['logits'] },
      { op: 'Unsqueeze', inputs: ['logits', 'axis_0'], outputs: ['encoder_out'] },
      { op: 'Add', inputs: ['h', 'step'], outputs: ['next_h'] },
      { op: 'Identity', inputs: ['c'], outputs: ['next_c'] },
    ],
    constants: [
      integers('flat_shape', [-1]),
      integers('axis_0', [0]),
      { name: 'step', shape: [1], values: Float32Array.of(1) },
      logitTable(
        'table',
        ROWS,
        VOCABULARY,
        new Map([
          [5, 1],
          [14, 2],
        ]),
      ),
    ],
    metadata: {
      model_type: 'lstm',
      num_encoder_layers: 1,
      T: 9,
      decode_chunk_len: 4,
      rnn_hidden_size: 4,
      d_model: 4,
    },
  });
  return { encoder, ...tinyPrediction() };
}

/** Decoder and joiner that leave what the encoder says as it is. */
function tinyPrediction(): Readonly<Record<'decoder' | 'joiner', Uint8Array>> {
  const nothing = new Float32Array(VOCABULARY * VOCABULARY);
  return {
    decoder: writeOnnx({
      inputs: [{ name: 'y', type: INT64, shape: ['batch', 2] }],
      outputs: [{ name: 'decoder_out', type: FLOAT, shape: ['batch', VOCABULARY] }],
      nodes: [
        { op: 'Gather', inputs: ['y', 'last'], outputs: ['token'], attributes: { axis: 1 } },
        { op: 'Abs', inputs: ['token'], outputs: ['known'] },
        { op: 'Gather', inputs: ['nothing', 'known'], outputs: ['decoder_out'] },
      ],
      constants: [scalar('last', 1), { name: 'nothing', shape: [VOCABULARY, VOCABULARY], values: nothing }],
      metadata: { vocab_size: VOCABULARY, context_size: 2 },
    }),
    joiner: writeOnnx({
      inputs: [
        { name: 'encoder_out', type: FLOAT, shape: ['batch', VOCABULARY] },
        { name: 'decoder_out', type: FLOAT, shape: ['batch', VOCABULARY] },
      ],
      outputs: [{ name: 'logit', type: FLOAT, shape: ['batch', VOCABULARY] }],
      nodes: [{ op: 'Add', inputs: ['encoder_out', 'decoder_out'], outputs: ['logit'] }],
      constants: [],
      metadata: { joiner_dim: VOCABULARY },
    }),
  };
}

/** Numbers of the tokens of the made-up Whisper. */
const WHISPER = {
  eot: 0,
  hello: 1,
  world: 2,
  sot: 3,
  de: 4,
  en: 5,
  translate: 6,
  transcribe: 7,
  noTimestamps: 8,
  blank: 9,
  noSpeech: 10,
};
const WHISPER_VOCABULARY = 16;
const CONTEXT = 32;
const STATE = 4;

/** The language that the made-up Whisper hears. */
export const HEARD_LANGUAGE = 'de';

/** What the made-up Whisper writes down where it is to translate. */
export const TRANSLATED = 'world world';

/** The two parts of a Whisper: it hears two words, in the one language beside English that it knows. */
export function tinyWhisper(heard = HEARD_LANGUAGE): Readonly<Record<'encoder' | 'decoder', Uint8Array>> {
  const cross = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1, 'audio', STATE] });
  const cache = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, 1, CONTEXT, STATE] });
  const encoder = writeOnnx({
    inputs: [{ name: 'mel', type: FLOAT, shape: [1, MELS, 'frames'] }],
    outputs: [cross('n_layer_cross_k'), cross('n_layer_cross_v')],
    nodes: [
      { op: 'Gather', inputs: ['mel', 'bands'], outputs: ['few'], attributes: { axis: 1 } },
      { op: 'Transpose', inputs: ['few'], outputs: ['frames_first'], attributes: { perm: [0, 2, 1] } },
      { op: 'Unsqueeze', inputs: ['frames_first', 'axis_0'], outputs: ['n_layer_cross_k'] },
      { op: 'Identity', inputs: ['n_layer_cross_k'], outputs: ['n_layer_cross_v'] },
    ],
    constants: [integers('bands', [0, 1, 2, 3]), integers('axis_0', [0])],
    metadata: {
      model_type: 'whisper-tiny',
      n_mels: MELS,
      n_text_layer: 1,
      n_text_ctx: CONTEXT,
      n_text_state: STATE,
      n_vocab: WHISPER_VOCABULARY,
      sot: WHISPER.sot,
      eot: WHISPER.eot,
      blank_id: WHISPER.blank,
      translate: WHISPER.translate,
      transcribe: WHISPER.transcribe,
      is_multilingual: 1,
      no_timestamps: WHISPER.noTimestamps,
      no_speech: WHISPER.noSpeech,
      sot_sequence: [WHISPER.sot, WHISPER.en, WHISPER.transcribe].join(','),
      sot_prev: 11,
      sot_lm: 12,
      all_language_tokens: [WHISPER.de, WHISPER.en].join(','),
      all_language_codes: `${heard},en`,
    },
  });
  // Row 0 is asked for the language, row 3 for the first word; the same rows come again for a prompt to translate.
  const table = logitTable(
    'table',
    2 * CONTEXT,
    WHISPER_VOCABULARY,
    new Map([
      [0, WHISPER.de],
      [3, WHISPER.hello],
      [4, WHISPER.world],
      [CONTEXT + 3, WHISPER.world],
    ]),
  );
  const decoder = writeOnnx({
    inputs: [
      { name: 'tokens', type: INT64, shape: [1, 'count'] },
      cache('in_n_layer_self_k_cache'),
      cache('in_n_layer_self_v_cache'),
      cross('n_layer_cross_k'),
      cross('n_layer_cross_v'),
      { name: 'offset', type: INT64, shape: [1] },
    ],
    outputs: [
      { name: 'logits', type: FLOAT, shape: [1, 'count', WHISPER_VOCABULARY] },
      cache('out_n_layer_self_k_cache'),
      cache('out_n_layer_self_v_cache'),
    ],
    nodes: [
      { op: 'Shape', inputs: ['tokens'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'last'], outputs: ['count_1'] },
      { op: 'Squeeze', inputs: ['offset', 'axis_0'], outputs: ['from'] },
      { op: 'Add', inputs: ['from', 'count_1'], outputs: ['to'] },
      { op: 'Range', inputs: ['from', 'to', 'one'], outputs: ['plain_rows'] },
      { op: 'Equal', inputs: ['tokens', 'translate'], outputs: ['asked'] },
      { op: 'Cast', inputs: ['asked'], outputs: ['asked_float'], attributes: { to: FLOAT } },
      { op: 'ReduceMax', inputs: ['asked_float'], outputs: ['any'], attributes: { axes: [0, 1], keepdims: 0 } },
      { op: 'Cast', inputs: ['any'], outputs: ['any_number'], attributes: { to: INT64 } },
      { op: 'Mul', inputs: ['any_number', 'context'], outputs: ['later'] },
      { op: 'Add', inputs: ['plain_rows', 'later'], outputs: ['rows'] },
      { op: 'Gather', inputs: ['table', 'rows'], outputs: ['some'] },
      { op: 'Unsqueeze', inputs: ['some', 'axis_0'], outputs: ['logits'] },
      { op: 'Identity', inputs: ['in_n_layer_self_k_cache'], outputs: ['out_n_layer_self_k_cache'] },
      { op: 'Identity', inputs: ['in_n_layer_self_v_cache'], outputs: ['out_n_layer_self_v_cache'] },
    ],
    constants: [
      scalar('last', 1),
      scalar('one', 1),
      scalar('translate', WHISPER.translate),
      scalar('context', CONTEXT),
      integers('axis_0', [0]),
      table,
    ],
  });
  return { encoder, decoder };
}

/** `tokens.txt` of {@link tinyWhisper}: base64, as Whisper's are. */
export function tinyWhisperTokens(): Uint8Array {
  const names = Array.from({ length: WHISPER_VOCABULARY }, (_, id) => {
    const word = id === WHISPER.hello ? ' hello' : id === WHISPER.world ? ' world' : `<${id}>`;
    return `${Buffer.from(word).toString('base64')} ${id}\n`;
  });
  return Buffer.from(names.join(''));
}
