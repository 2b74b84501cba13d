import { InternalError } from '@potoo/core/errors';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { NextTokens, Prediction } from './beam-search.ts';
import type { TranslationConfig } from './translation-config.ts';

type Tensors = Readonly<Record<string, Tensor>>;

const PAST = 'past_key_values.';
const PRESENT = 'present.';

/**
 * A decoder of Optimum that has both of its halves in one graph: the first step reads all, later ones read one token and
 * what the steps before it left. What it keeps of the encoder comes with the first step only.
 * @param hidden - What the encoder made of the text, `[1, length, width]`.
 */
export function cachedDecoder(
  session: InferenceSession,
  hidden: Tensor,
  mask: Tensor,
  config: TranslationConfig,
): NextTokens<Tensors> {
  const pastNames = session.inputNames.filter((name) => name.startsWith(PAST));
  const common = { encoder_hidden_states: hidden, encoder_attention_mask: mask };

  const step = async (token: number, past: Tensors, isFirst: boolean): Promise<Prediction<Tensors>> => {
    const results = await session.run({
      ...common,
      ...past,
      input_ids: integers([token]),
      use_cache_branch: new Tensor('bool', Uint8Array.of(isFirst ? 0 : 1), [1]),
    });
    const state = pastNames.map((name) => {
      const kept = !isFirst && name.includes('.encoder.') ? past[name] : results[PRESENT + name.slice(PAST.length)];
      if (!kept) throw new InternalError(`The decoder gave no ${name}.`, { retryable: false });
      return [name, kept] as const;
    });
    return { logits: lastRow(results['logits']), state: Object.fromEntries(state) };
  };
  const { heads, headSize, start } = config;
  const nothing = new Tensor('float32', new Float32Array(), [1, heads, 0, headSize]);
  const empty = Object.fromEntries(pastNames.map((name) => [name, nothing]));
  return { begin: () => step(start, empty, true), after: (state, token) => step(token, state, false) };
}

/** Numbers of tokens as a network takes them, `[1, length]`. */
export function integers(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}

function lastRow(logits: Tensor | undefined): Float32Array {
  if (!(logits?.data instanceof Float32Array))
    throw new InternalError('The decoder gave no logits.', { retryable: false });
  return logits.data.slice(-(logits.dims.at(-1) ?? 0));
}
