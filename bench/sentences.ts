import { ENGLISH_SENTENCES } from '../packages/engine/src/testing/english-sentences.ts';

/** Twenty English sentences of everyday words, for round trips and timing. */
export const SENTENCES: readonly string[] = ENGLISH_SENTENCES.slice(0, 20);

/** About `words` words of running text. */
export function runningText(words: number): string {
  const all: string[] = [];
  for (let index = 0; all.length < words; index++) all.push(...(SENTENCES[index % SENTENCES.length] ?? '').split(' '));
  return `${all.slice(0, words).join(' ').replace(/\.$/, '')}.`;
}
