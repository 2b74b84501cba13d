/** Audio tokens that OuteTTS 1 makes for a second of speech: two codebooks of its codec, 75 times a second each. */
const TOKENS_PER_SECOND = 150;

/** What audio comes to in OuteAI's unit; the voices here make none, so it is counted from the audio itself. */
export function audioTokens(seconds: number): number {
  return Math.round(seconds * TOKENS_PER_SECOND);
}
