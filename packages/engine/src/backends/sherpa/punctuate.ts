import type { HostMethods } from '../../hosts/contract.ts';
import { UNSPACED_LETTER } from '../../text/unspaced-scripts.ts';
import { OfflinePunctuation, OnlinePunctuation } from './addon.ts';
import type { OpenedModel } from './open-model.ts';

/**
 * Longest word that is handed to the library, characters. It gives the network 200 pieces of words at a time, and reads beyond
 * their end where one word has more; a piece is a byte at least.
 */
const LONGEST_WORD = 48;

/** Loads a model that knows where punctuation belongs. It answers `punctuate`; a text that it cannot take comes back as it was. */
export async function loadPunctuation(model: OpenedModel): Promise<HostMethods> {
  const config = { model: { ...model.part(), numThreads: 1, provider: 'cpu', debug: 0 } };
  const isBilingual = model.settings.family === 'ctTransformer';
  const punctuation = isBilingual ? new OfflinePunctuation(config) : new OnlinePunctuation(config);
  return {
    async punctuate({ text }: { readonly text: string }): Promise<string> {
      if (!isBilingual && text.split(/\s+/).some((word) => word.length > LONGEST_WORD)) return text;
      const punctuated = punctuation.addPunct(text);
      return isBilingual && !UNSPACED_LETTER.test(text) ? inLatinMarks(punctuated) : punctuated;
    },
  };
}

const LATIN_MARKS: Readonly<Record<string, string>> = { '，': ',', '、': ',', '。': '.', '？': '?' };

/** The marks of a Chinese model as texts in Latin letters have them, with spaces after. */
function inLatinMarks(text: string): string {
  return text.replaceAll(/[，、。？]\s*/gu, (mark) => `${LATIN_MARKS[mark.trim()]} `).trim();
}
