/** The count of tokens that OpenAI's typed readers require. */
export interface TokenUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly total_tokens: number;
}

/** Characters of text in a token, by OpenAI's own rule of thumb. */
const CHARACTERS_PER_TOKEN = 4;
/** Tokens in a second of speech that OpenAI's models make: one in 50 ms. */
const TOKENS_PER_SECOND = 20;

/**
 * What speech comes to in OpenAI's units. The voices here count no tokens, so it is an estimate from what was really
 * spoken, good for budgets and progress bars.
 * @param characters - Of text that was spoken.
 * @param seconds - Of audio that was made.
 */
export function speechUsage(characters: number, seconds: number): TokenUsage {
  const input = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const output = Math.round(seconds * TOKENS_PER_SECOND);
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}

/** What listening is billed by: seconds of audio, rounded up. */
export function durationUsage(seconds: number): { readonly type: 'duration'; readonly seconds: number } {
  // To the millisecond first: three seconds that were added up are a little more than three.
  return { type: 'duration', seconds: Math.ceil(Math.round(seconds * 1000) / 1000) };
}
