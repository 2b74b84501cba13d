import { InternalError } from '@potoo/core/errors';
import { type InferenceSession, Tensor } from 'onnxruntime-node';

/** Tensors by their names in a graph. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a language model says of the token to come, and what it remembers. */
export interface CausalStep {
  /** One value per token, unscaled. */
  readonly logits: Float32Array;
  readonly past: Tensors;
  /** Tokens that it has read. */
  readonly length: number;
}

/** Shape of what a language model remembers of each token. */
export interface CacheShape {
  readonly heads: number;
  readonly headSize: number;
}

const PAST = 'past_key_values.';
const PRESENT = 'present.';

/**
 * A language model with the inputs and outputs of Optimum and Transformers.js: the first step reads all that there is, later ones what
 * came since and what the steps before them left.
 * @returns Reads some tokens more. `feeds` are its `input_ids` or `inputs_embeds`, of `count` tokens.
 */
export function causalModel(session: InferenceSession, { heads, headSize }: CacheShape) {
  const pastNames = session.inputNames.filter((name) => name.startsWith(PAST));
  const nothing = new Tensor('float32', new Float32Array(), [1, heads, 0, headSize]);
  const empty = Object.fromEntries(pastNames.map((name) => [name, nothing]));
  const needsPositions = session.inputNames.includes('position_ids');

  return async (feeds: Tensors, count: number, before?: CausalStep): Promise<CausalStep> => {
    const from = before?.length ?? 0;
    const length = from + count;
    const results = await session.run({
      ...(before?.past ?? empty),
      ...feeds,
      attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
      ...(needsPositions && {
        position_ids: new Tensor(
          'int64',
          BigInt64Array.from({ length: count }, (_, at) => BigInt(from + at)),
          [1, count],
        ),
      }),
    });
    const past = pastNames.map((name) => [name, required(results[PRESENT + name.slice(PAST.length)], name)] as const);
    const logits = required(results['logits'], 'logits');
    if (!(logits.data instanceof Float32Array)) throw noSuch('logits');
    return { logits: logits.data.slice(-(logits.dims.at(-1) ?? 0)), past: Object.fromEntries(past), length };
  };
}

function required(tensor: Tensor | undefined, name: string): Tensor {
  if (tensor) return tensor;
  throw noSuch(name);
}

function noSuch(name: string): InternalError {
  return new InternalError(`The language model gave no ${name}.`, { retryable: false });
}
