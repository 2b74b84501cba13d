import { integers, logitTable, scalar } from './graph-parts.ts';
import { FLOAT, type GraphValue, INT32, INT64, writeOnnx } from './onnx-writer.ts';

const MELS = 128;
const HIDDEN = 4;
const TOKENS = [
  '<unk>',
  '<|endoftext|>',
  '<|startofcontext|>',
  '<|startoftranscript|>',
  '<|emo:undefined|>',
  '<|en|>',
  '<|es|>',
  '<|de|>',
  '<|fr|>',
  '<|pnc|>',
  '<|nopnc|>',
  '<|noitn|>',
  '<|notimestamp|>',
  '<|nodiarize|>',
  '▁hello',
  '▁world',
  '▁hola',
  '▁mundo',
];
const numberOf = (token: string) => TOKENS.indexOf(token);
/** Tokens that come before the text; the fifth is the language to write down. */
const PROMPT = 9;
const ROWS = 40;

/** What the made-up Canary writes down where it is told to in Spanish, or that Spanish is spoken. */
export const HEARD_IN_SPANISH = 'hola mundo';

/** `tokens.txt` of the made-up Canary. */
export function tinyCanaryTokens(): Uint8Array {
  return Buffer.from(TOKENS.map((token, index) => `${token} ${index}\n`).join(''));
}

/** Encoder and decoder of Canary: it hears two words in the language that it is told to write. */
export function tinyCanary(): Readonly<Record<'encoder' | 'decoder', Uint8Array>> {
  const embeddings: GraphValue = { name: 'encoder_embeddings', type: FLOAT, shape: [1, 'frames', HIDDEN] };
  const mask: GraphValue = { name: 'encoder_mask', type: INT64, shape: [1, 'frames'] };
  const memory = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, `${name}_length`, HIDDEN] });
  const encoder = writeOnnx({
    inputs: [
      { name: 'audio_signal', type: FLOAT, shape: [1, 'frames', MELS] },
      { name: 'length', type: INT64, shape: [1] },
    ],
    outputs: [embeddings, { name: 'encoded_lengths', type: INT64, shape: [1] }, mask],
    nodes: [
      { op: 'Gather', inputs: ['audio_signal', 'few'], outputs: ['encoder_embeddings'], attributes: { axis: 2 } },
      { op: 'Identity', inputs: ['length'], outputs: ['encoded_lengths'] },
      { op: 'Gather', inputs: ['audio_signal', 'first'], outputs: ['column'], attributes: { axis: 2 } },
      { op: 'Cast', inputs: ['column'], outputs: ['encoder_mask'], attributes: { to: INT64 } },
    ],
    constants: [integers('few', [0, 1, 2, 3]), scalar('first', 0)],
    metadata: {
      model_type: 'EncDecMultiTaskModel',
      vocab_size: TOKENS.length,
      normalize_type: 'per_feature',
      subsampling_factor: 8,
      feat_dim: MELS,
      num_decoder_layers: 1,
      decoder_hidden_size: HIDDEN,
    },
  });
  // What is remembered is the tokens: their count tells how far it is, the fifth which language is wanted.
  const words = (language: string, first: string, second: string) => {
    const from = PROMPT + 10 * (numberOf(language) - numberOf('<|en|>'));
    return [
      [from, numberOf(first)],
      [from + 1, numberOf(second)],
      [from + 2, numberOf('<|endoftext|>')],
    ] as const;
  };
  const decoder = writeOnnx({
    inputs: [{ name: 'decoder_input_ids', type: INT32, shape: [1, 2] }, memory('decoder_mems_0'), embeddings, mask],
    outputs: [{ name: 'logits', type: FLOAT, shape: [1, 1, TOKENS.length] }, memory('decoder_hidden_states_0')],
    nodes: [
      { op: 'Gather', inputs: ['decoder_input_ids', 'first'], outputs: ['token'], attributes: { axis: 1 } },
      { op: 'Cast', inputs: ['token'], outputs: ['number'], attributes: { to: FLOAT } },
      { op: 'Mul', inputs: ['number', 'ones'], outputs: ['row'] },
      {
        op: 'Concat',
        inputs: ['decoder_mems_0', 'row'],
        outputs: ['decoder_hidden_states_0'],
        attributes: { axis: 1 },
      },
      { op: 'Shape', inputs: ['decoder_hidden_states_0'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'one'], outputs: ['length'] },
      { op: 'Sub', inputs: ['length', 'one'], outputs: ['latest'] },
      { op: 'Min', inputs: ['fifth', 'latest'], outputs: ['place'] },
      { op: 'Gather', inputs: ['decoder_hidden_states_0', 'place'], outputs: ['told'], attributes: { axis: 1 } },
      { op: 'ReduceMean', inputs: ['told'], outputs: ['language_float'], attributes: { axes: [0, 1], keepdims: 0 } },
      { op: 'Cast', inputs: ['language_float'], outputs: ['language'], attributes: { to: INT64 } },
      { op: 'Sub', inputs: ['language', 'english'], outputs: ['offset'] },
      { op: 'Mul', inputs: ['offset', 'ten'], outputs: ['shifted'] },
      { op: 'Add', inputs: ['shifted', 'length'], outputs: ['wanted'] },
      { op: 'Max', inputs: ['wanted', 'first'], outputs: ['not_below'] },
      { op: 'Min', inputs: ['not_below', 'last'], outputs: ['known'] },
      { op: 'Gather', inputs: ['table', 'known'], outputs: ['logit_row'] },
      { op: 'Reshape', inputs: ['logit_row', 'logit_shape'], outputs: ['logits'] },
    ],
    constants: [
      scalar('first', 0),
      scalar('one', 1),
      scalar('fifth', 4),
      scalar('ten', 10),
      scalar('last', ROWS - 1),
      scalar('english', numberOf('<|en|>')),
      integers('logit_shape', [1, 1, -1]),
      { name: 'ones', shape: [1, 1, HIDDEN], values: new Float32Array(HIDDEN).fill(1) },
      logitTable(
        'table',
        ROWS,
        TOKENS.length,
        new Map([...words('<|en|>', '▁hello', '▁world'), ...words('<|es|>', '▁hola', '▁mundo')]),
      ),
    ],
  });
  return { encoder, decoder };
}
