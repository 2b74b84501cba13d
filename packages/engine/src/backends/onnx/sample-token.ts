import { greatestPlaces } from './greatest-places.ts';

/** How a token is drawn. */
export interface SamplingOptions {
  /** Below one, what is likely becomes likelier. */
  readonly temperature: number;
  /** Only so many of the likeliest are drawn from. */
  readonly topK: number;
  /** Only the likeliest that together make this probability are. */
  readonly topP: number;
  /** Only those at least so likely, against the likeliest, are. */
  readonly minP: number;
}

/**
 * Draws a token by its probability among the likeliest.
 *
 * A. Holtzman et al., The curious case of neural text degeneration, 2020 (top p); N. Nguyen et al., Turning up the heat: min-p
 * sampling, 2024.
 * @param random - From 0, up to 1 and without it.
 */
export function sampleToken(
  logits: Float32Array,
  { temperature, topK, topP, minP }: SamplingOptions,
  random: () => number,
): number {
  const likeliest = greatestPlaces(logits, topK);
  const most = logits[likeliest[0] ?? 0] ?? 0;
  const weights = likeliest.map((token) => Math.exp(((logits[token] ?? 0) - most) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let kept = 0;
  let count = 0;
  for (const weight of weights) {
    if (count > 0 && (kept / total >= topP || weight < minP)) break;
    kept += weight;
    count += 1;
  }
  let left = random() * kept;
  for (const [index, weight] of weights.slice(0, count).entries()) {
    left -= weight;
    if (left < 0) return likeliest[index] ?? 0;
  }
  return likeliest[0] ?? 0;
}

/** Chance that is the same each time: mulberry32 by T. Ettinger. */
export function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
