import * as z from 'zod';
import type { ToolContext } from '../calls/tool-context.ts';
import type { OutputName } from '../files/output-name.ts';
import { roundSeconds } from './round-seconds.ts';

/** A word and when it is said; what `words` of a result holds. */
const Word = z.object({ word: z.string(), start: z.number(), end: z.number() });

/** Word times in a result: the words, or, when there are very many, the file that they are in. */
export const wordFields = {
  words: z.array(Word).optional(),
  words_path: z.string().optional(),
};

/** More words than this would crowd out the conversation that they are for. */
const MOST_WORDS = 300;

interface TimedWord {
  readonly text: string;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
}

/** Word times as facts of a result; very many are written to a file. */
export async function wordFacts(
  words: readonly TimedWord[],
  { folders, stem }: OutputName,
  { outputs, call }: Pick<ToolContext, 'outputs' | 'call'>,
): Promise<{ words: z.output<typeof Word>[] } | { words_path: string }> {
  const facts = words.map(({ text, start, end }) => ({
    word: text,
    start: roundSeconds(start),
    end: roundSeconds(end),
  }));
  if (facts.length <= MOST_WORDS) return { words: facts };
  const text = `${JSON.stringify(facts, null, 1)}\n`;
  const file = await outputs.store(text, { folders, stem: `${stem}-words`, extension: 'json' }, call.signal);
  return { words_path: file.path };
}
