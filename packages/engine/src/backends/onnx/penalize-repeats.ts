/**
 * Makes tokens that were said less likely: values above nothing are divided by the penalty, those below are multiplied.
 *
 * N. Keskar et al., CTRL, 2019, section 4.1; as `RepetitionPenaltyLogitsProcessor` of Transformers has it.
 */
export function penalizeRepeats(logits: Float32Array, said: Iterable<number>, penalty: number): void {
  for (const token of new Set(said)) {
    const value = logits[token];
    if (value !== undefined) logits[token] = value < 0 ? value * penalty : value / penalty;
  }
}

/** The token with the greatest value. */
export function likeliestToken(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token++) if ((logits[token] ?? 0) > (logits[best] ?? 0)) best = token;
  return best;
}
