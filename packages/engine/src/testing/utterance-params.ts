import type { SynthesizeParams, UtteranceWord } from '../backends/contract.ts';

/** Cuts a plain sentence into words, as the text room does for simple text: at white space, without outer punctuation. */
export function plainWords(text: string): UtteranceWord[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}](?:[^\s]*[\p{L}\p{M}\p{N}])?/gu)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Parameters for a sentence in a voice's own rate and pitch. */
export function plainParams(
  text: string,
  voice: { readonly id: string; readonly languages: readonly string[] },
  changes: Partial<SynthesizeParams> = {},
): SynthesizeParams {
  const language = voice.languages[0] ?? 'und';
  return { text, words: plainWords(text), voice: voice.id, language, rate: 1, pitch: 1, ...changes };
}
